import type { ObjectClass } from "../object_classes.ts";
import type { Model, Operation } from "../operation.ts";
import type { RenderInput } from "./api.ts";
import { referredModels } from "./live_models.ts";
import { eventsAbout } from "./render_events.ts";
import { renderFields } from "./render_model.ts";
import { methodResults, renderMethod, takesParameters } from "./render_method.ts";
import { parametersName } from "./render_parameters.ts";
import { docComment, importTypes, union } from "./typescript.ts";

/** What classes can do besides their operations, written by hand. */
const byHand: Readonly<Record<string, readonly string[]>> = {
  Channel: ["ChannelWaits", "LegVerbs"],
  Playback: ["PlaybackWaits"],
  LiveRecording: ["LiveRecordingWaits"],
};

/** `objects.ts`: the models that have verbs, with their verbs and events. */
export function renderObjects(input: RenderInput): string {
  const { objectClasses } = input;
  const methods = objectClasses.map((objectClass) => ({ objectClass, verbs: verbs(objectClass, input) }));
  const taking = methods.flatMap(({ objectClass, verbs }) =>
    verbs.filter((verb) => takesParameters(verb, Object.keys(objectClass.id)))
  );
  const { plain } = referredModels(objectClasses.map(({ name }) => modelOf(name, input)), input);
  const results = methodResults(methods.flatMap(({ verbs }) => verbs), input);
  return `
import type { CallOptions } from "../../_internal/call_options.ts";
import type { ObjectEmitter } from "../emitter.ts";
import type { LegVerbs } from "../leg.ts";
import type { ChannelWaits, LiveRecordingWaits, PlaybackWaits } from "../object_waits.ts";
import type { AriEventMap } from "./events.ts";
${importTypes(taking.map(parametersName), "./parameters.ts")}${importTypes([...plain, ...results.plain], "./wire.ts")}
${objectClasses.map((objectClass) => renderClass(objectClass, input)).join("\n\n")}

/** Name of a model that has verbs → the object. */
export interface AriObjectMap {
${
    objectClasses.map(({ name }) => `${docComment([modelOf(name, input).summary], "  ")}\n  readonly ${name}: ${name};`)
      .join("\n")
  }
}

/** Any object with verbs. */
export type AriObject = AriObjectMap[keyof AriObjectMap];
`;
}

function renderClass(objectClass: ObjectClass, input: RenderInput): string {
  const { name, id } = objectClass;
  const model = modelOf(name, input);
  const methods = verbs(objectClass, input);
  checkNames(objectClass, model, methods);
  const eventNames = eventsAbout(name, input);
  const eventMap = `${docComment([`The events that carry a {@linkcode ${name}}, by name.`])}
export type ${name}Events = Pick<AriEventMap, ${union(eventNames)}>;

`;
  const emitter = eventNames.length === 0 ? "" : `, ObjectEmitter<${name}Events>`;
  const waits = (byHand[name] ?? []).map((extra) => `, ${extra}`).join("");
  return `${docComment([`What can be done with a {@linkcode ${name}}: its operations without its id.`])}
export interface ${name}Verbs {
${methods.map((operation) => renderMethod(operation, Object.keys(id))).join("\n")}
}

${eventNames.length === 0 ? "" : eventMap}${docComment([model.summary])}
export interface ${name} extends ${name}Verbs${waits}${emitter} {${renderFields(model, input)}}`;
}

function modelOf(name: string, { api }: RenderInput): Model {
  const model = api.models.find((candidate) => candidate.name === name);
  if (model === undefined) throw new Error(`Cannot render object class "${name}": there is no such model`);
  return model;
}

function verbs({ path, resource }: ObjectClass, { api }: RenderInput): readonly Operation[] {
  return api.operations.filter((operation) =>
    operation.resource === resource && `${operation.path}/`.startsWith(`${path}/`)
  );
}

/** An object's fields and verbs share one namespace, and its id must be among its fields. */
function checkNames({ name, path, id }: ObjectClass, model: Model, methods: readonly Operation[]): void {
  const taken = new Set([
    "on",
    "once",
    "off",
    "waitFor",
    "stream",
    ...model.properties.map((property) => property.name),
  ]);
  const problems = [
    ...(methods.length === 0 ? [`no operation is under "${path}"`] : []),
    ...methods.filter(({ nickname }) => taken.has(nickname)).map(({ id }) => `verb "${id}" has the name of a field`),
    ...Object.values(id).filter((field) => !taken.has(field)).map((field) => `it has no field "${field}" for its id`),
  ];
  if (problems.length > 0) throw new Error(`Cannot render object class "${name}": ${problems.join("; ")}`);
}
