/**
 * Finds the name that someone may have meant: the one with the fewest letters changed, when that is at most a third of
 * them.
 */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const wanted = canonical(name);
  let nearest: { name: string; distance: number } | undefined;
  for (const candidate of names) {
    const limit = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3));
    const distance = editDistance(wanted, canonical(candidate), nearest === undefined ? limit : nearest.distance - 1);
    if (distance !== undefined && distance <= limit) nearest = { name: candidate, distance };
    if (distance === 0) break;
  }
  return nearest?.name;
}

/** `max-contacts`, `maxContacts` and `max_contacts` differ in nothing that matters here. */
function canonical(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, "");
}

/** The letters to change, add, take away or swap with their neighbour; `undefined` when there are more than the limit. */
function editDistance(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const choices = [at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + cost];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) choices.push(at(before, j - 2) + 1);
      row.push(Math.min(...choices));
    }
    [before, previous] = [previous, row];
  }
  const distance = at(previous, b.length);
  return distance <= limit ? distance : undefined;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
