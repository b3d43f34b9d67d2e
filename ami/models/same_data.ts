/** Whether two values of plain data (objects, lists and what they hold) are the same. */
export function sameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const ones = Object.entries(one);
  const others = new Map(Object.entries(other));
  return Array.isArray(one) === Array.isArray(other) && ones.length === others.size &&
    ones.every(([key, value]) => others.has(key) && sameData(value, others.get(key)));
}
