/** An event as it came from the wire. */
export type WireEvent = Readonly<Record<string, unknown>> & { readonly type: string };

/** One run of a scenario, made comparable: ids are numbered as they appear, times say only that they are there. */
export function normalize(events: readonly WireEvent[]): WireEvent[] {
  const labels = new Map<string, string>();
  const counts = new Map<string, number>();
  const label = (kind: string, id: string) => {
    const key = `${kind} ${id}`;
    const known = labels.get(key);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    labels.set(key, `<${kind} ${count}>`);
    return `<${kind} ${count}>`;
  };
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, path));
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
    }
    return typeof value === "string" || typeof value === "number" ? normalizeLeaf(value, path, label) : value;
  };
  return events
    .map(maskStatistics)
    .map((event) => ({ ...Object(walk(event, [])), type: event.type }));
}

/** Whether an event tells of the RTP of a line: its figures are of no interest, as lines are perfect in the simulator only. */
export function isStatistics({ type, variable }: WireEvent): boolean {
  return type === "ChannelVarset" && String(variable).startsWith("RTPAUDIOQOS");
}

function maskStatistics(event: WireEvent): WireEvent {
  if (!isStatistics(event)) return event;
  return { ...event, value: String(event.value).replaceAll(/=\d+(?:\.\d+)?/g, "=<figure>") };
}

function normalizeLeaf(value: string | number, path: readonly string[], label: (kind: string, id: string) => string) {
  const [field = "", parent = ""] = path.toReversed();
  if (field === "duration_ms") return "<ms>";
  if (typeof value === "number" || value === "") return value;
  if (field === "timestamp" || field === "creationtime") {
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/.test(value) ? "<time>" : value;
  }
  if (field === "asterisk_id") return "<asterisk id>";
  if (field === "protocol_id") return "<protocol id>";
  if (field === "id" && /^(channel|caller|peer|forwarded|replace_channel)$/.test(parent)) {
    return label("channel", value);
  }
  if (field === "id" && /^(playback|bridge)$/.test(parent)) return label(parent, value);
  if (field === "target_uri") {
    return value.replace(/^(channel|bridge):(.+)$/, (_, kind, id) => `${kind}:${label(kind, id)}`);
  }
  if (field === "name" && /-[0-9a-f]{8}(;[12])?$/.test(value)) return value.replace(/-[0-9a-f]{8}/, "-<number>");
  return value;
}

/** What happened to one object, in order: a line of JSON for each event that names it. */
export function objectTraces(run: readonly WireEvent[]): Map<string, string[]> {
  const traces = new Map<string, string[]>();
  for (const event of run) {
    for (const object of objectsOf(event)) traces.set(object, [...traces.get(object) ?? [], JSON.stringify(event)]);
  }
  return traces;
}

/** The objects that an event names by their normalised id. */
function objectsOf(event: WireEvent): Set<string> {
  return new Set(JSON.stringify(event).match(/<(channel|playback|bridge) \d+>/g) ?? ["<no object>"]);
}

/** An event and which one of its like it is: the same event in every run has the same name. */
function eventNames(run: readonly WireEvent[]): string[] {
  const counts = new Map<string, number>();
  return run.map((event) => {
    const name = `${event.type} ${[...objectsOf(event)].sort().join(" ")}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${name} #${count}`;
  });
}

/** The pairs `before → after` whose order all of these runs share. */
export function happensBefore(runs: readonly (readonly WireEvent[])[]): Set<string> {
  const [first, ...others] = runs.map(orderedPairs);
  if (first === undefined) return new Set();
  return others.reduce((shared, pairs) => shared.intersection(pairs), first);
}

function orderedPairs(run: readonly WireEvent[]): Set<string> {
  const names = eventNames(run);
  return new Set(names.flatMap((before, index) => names.slice(index + 1).map((after) => `${before} → ${after}`)));
}

/**
 * What in `run` contradicts the recorded runs: an object whose trace is not one of the recorded traces, or an order
 * that all recorded runs share and `run` does not. Empty when it agrees.
 */
export function contradictions(run: readonly WireEvent[], recorded: readonly (readonly WireEvent[])[]): string[] {
  const found: string[] = [];
  const traces = objectTraces(run);
  const recordedTraces = recorded.map(objectTraces);
  for (const object of new Set([...traces.keys(), ...recordedTraces.flatMap((of) => [...of.keys()])])) {
    const trace = traces.get(object) ?? [];
    const known = recordedTraces.map((of) => of.get(object) ?? []);
    if (known.some((other) => other.join("\n") === trace.join("\n"))) continue;
    found.push(`${object} has no such trace on record: ${firstDifference(trace, known[0] ?? [])}`);
  }
  const names = eventNames(run);
  for (const pair of happensBefore(recorded)) {
    const [before = "", after = ""] = pair.split(" → ");
    const [first, second] = [names.indexOf(before), names.indexOf(after)];
    if (first >= 0 && second >= 0 && first > second) found.push(`"${before}" came after "${after}"`);
  }
  return found;
}

function firstDifference(actual: readonly string[], expected: readonly string[]): string {
  for (let index = 0; index < Math.max(actual.length, expected.length); index++) {
    if (actual[index] === expected[index]) continue;
    return `event ${index + 1}\n   is       ${actual[index] ?? "nothing"}\n   recorded ${expected[index] ?? "nothing"}`;
  }
  return "no difference";
}
