/** What is never compared, because it differs between two runs of the same Asterisk: each with the reason. */

interface VolatileText {
  readonly reason: string;
  readonly pattern: RegExp;
  readonly stands: string;
}

/** Parts of texts. */
const volatileTexts: readonly VolatileText[] = [
  {
    reason: "The time of day",
    pattern: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}/g,
    stands: "<time>",
  },
  { reason: "Asterisk makes ids of time and a counter", pattern: /\b\d{10}\.\d+\b/g, stands: "<id>" },
  {
    reason: "Asterisk makes ids of chance",
    pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
    stands: "<uuid>",
  },
  {
    reason: "Asterisk counts the channels of a technology from its start",
    pattern: /(?<=[A-Za-z]\/\S*)-[0-9a-f]{8}(?=$|[;|, ])/g,
    stands: "-<number>",
  },
  { reason: "The address of a structure in memory", pattern: /\b0x[0-9a-f]{6,}\b/g, stands: "<address>" },
  {
    reason: "Each Asterisk of the tests has ports of its own",
    pattern: /127\.0\.0\.1:\d{4,5}/g,
    stands: "127.0.0.1:<port>",
  },
  { reason: "Names the distribution's build", pattern: /\b22\.10\.1(?:\+dfsg[^\s<"]*)?/g, stands: "<version>" },
];

interface VolatileField {
  readonly reason: string;
  /** The end of the field's path, with `.` between names. */
  readonly path: RegExp;
  readonly stands: string;
}

/** Fields as a whole; what stands in their place still says of which type they are. */
const volatileFields: readonly VolatileField[] = [
  { reason: "Which Asterisk it is", path: /(?:^|\.)asterisk_id$|^system\.entity_id$/, stands: "asterisk id" },
  { reason: "The measured length of a key press", path: /\.?duration_ms$/, stands: "milliseconds" },
  { reason: "The next RTP port that is free", path: /(?:^|\.)UNICASTRTP_LOCAL_PORT$/, stands: "port" },
  {
    reason: "Asterisk's descriptions of its modules are not ours to copy",
    path: /^description$/,
    stands: "description",
  },
  { reason: "The build", path: /^build\.\w+$/, stands: "build" },
  { reason: "Limits of the machine", path: /^config\.(?:max_\w+|setid\.\w+|name)$/, stands: "machine" },
];

/** Lists of which a case sees its own entries only, in an order that says nothing: Asterisk's is that of hash tables. */
const sharedLists = /^GET \/(?:channels|bridges|applications|deviceStates|recordings\/stored)(?:$|\?)/;

/** Asterisk keeps the endpoints that a case was refused to make. */
const refusedEndpoints = /^GET \/endpoints(?:$|[/?])/;

/** Fields of an object, in the order of a hash table. */
const unorderedLists = /^(?:GET|PUT) \/asterisk\/config\/dynamic\//;

/** Lists that are facts of the build and its sound files: how an entry looks is compared. */
const buildLists = /^GET \/(?:asterisk\/modules|sounds)(?:$|\?)/;

/** Fields that hold a list of ids in the order of a hash table. */
const unorderedFields = /(?:^|\.)(?:channels|channel_ids|bridge_ids|endpoint_ids|device_names)$/;

/** Makes what Asterisk said comparable; `prefix` is what the run's own names begin with. */
export function normalizeValue(value: unknown, prefix: string, path = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => normalizeValue(item, prefix, path));
    return unorderedFields.test(path) ? items.sort(byText) : items;
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        // An event about a variable has the value beside the name.
        const name = key === "value" && "variable" in value ? String(value.variable) : key;
        return [key.replaceAll(prefix, ""), normalizeValue(item, prefix, path === "" ? name : `${path}.${name}`)];
      }),
    );
  }
  const field = volatileFields.find((candidate) => candidate.path.test(path));
  if (field !== undefined && value !== "" && value !== null) return `<${field.stands}: ${typeof value}>`;
  return typeof value === "string" ? normalizeText(value, prefix) : value;
}

/** The same for a text that is no JSON. */
export function normalizeText(text: string, prefix: string): string {
  let normal = text.replaceAll(prefix, "");
  for (const { pattern, stands } of volatileTexts) normal = normal.replace(pattern, stands);
  return normal;
}

/** Takes from the body of an answer what belongs to other runs or to the build. */
export function ownBody(request: string, body: unknown, prefix: string): unknown {
  if (!Array.isArray(body)) return body;
  if (buildLists.test(request)) return [...new Set(body.map((entry) => JSON.stringify(shapeOf(entry))))].sort();
  if (refusedEndpoints.test(request)) {
    return body.filter((entry) => !/"resource":"zq\d+x/.test(JSON.stringify(entry))).sort(byText);
  }
  if (unorderedLists.test(request)) return body.toSorted(byText);
  if (!sharedLists.test(request)) return body;
  return body.filter((entry) => JSON.stringify(entry).includes(prefix)).sort(byText);
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)]));
}
