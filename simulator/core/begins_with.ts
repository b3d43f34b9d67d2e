/** Whether a text begins with another one, whatever the case. */
export function beginsWith(text: string, start: string): boolean {
  return text.length >= start.length && text.slice(0, start.length).toLowerCase() === start.toLowerCase();
}
