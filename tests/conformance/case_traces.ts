/** What happened to one object of a run, in order: the events that name it, by `application` and object. */
export function tracesOf(events: readonly string[]): Map<string, string[]> {
  const traces = new Map<string, string[]>();
  for (const text of events) {
    const event: Record<string, unknown> = JSON.parse(text);
    for (const object of objectsOf(event)) {
      const key = `${String(event.application)}, ${object}`;
      const trace = traces.get(key);
      if (trace === undefined) traces.set(key, [text]);
      else trace.push(text);
    }
  }
  return traces;
}

/** Fields that hold an object with an id, and what it is. */
const idFields: Readonly<Record<string, string>> = {
  channel: "channel",
  caller: "channel",
  peer: "channel",
  forwarded: "channel",
  replace_channel: "channel",
  transferee: "channel",
  transfer_target: "channel",
  transferer_first_leg: "channel",
  transferer_second_leg: "channel",
  bridge: "bridge",
  bridge_from: "bridge",
  playback: "playback",
};

function objectsOf(event: Readonly<Record<string, unknown>>): Set<string> {
  const objects = new Set<string>();
  for (const [field, value] of Object.entries(event)) {
    if (typeof value !== "object" || value === null) continue;
    const kind = idFields[field];
    if (kind !== undefined && "id" in value) objects.add(`${kind} ${value.id}`);
    if (field === "recording" && "name" in value) objects.add(`recording ${value.name}`);
    if (field === "device_state" && "name" in value) objects.add(`device ${value.name}`);
    if (field === "endpoint" && "resource" in value) objects.add(`endpoint ${value.resource}`);
  }
  return objects.size === 0 ? new Set(["no object"]) : objects;
}

/** A key for two runs whose objects had the same traces. */
export function tracesKey(events: readonly string[]): string {
  return [...tracesOf(events)].map(([object, trace]) => `${object}\n${trace.join("\n")}`).sort().join("\n\n");
}
