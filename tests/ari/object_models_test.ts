/** Walks the table of models: whatever an answer or event holds is an object where it can be one, and plain data to look at. */
import { assertEquals, assertNotEquals } from "@std/assert";
import { systemClock } from "../../_internal/clock.ts";
import { models } from "../../ari/generated/models.ts";
import { objectClasses } from "../../ari/object_classes.ts";
import { type ObjectHost, objectKeys, promote } from "../../ari/objects.ts";
import type { Model } from "../../ari/operation.ts";
import { restOfHost } from "../support/rest_of_host.ts";

type Plain = Record<string, unknown>;

const table: Readonly<Record<string, Model>> = models;
const host: ObjectHost = {
  ...restOfHost,
  clock: systemClock,
  run: (operation, parameters) => Promise.resolve([operation.id, parameters]),
  on: () => ({ [Symbol.dispose]: () => {} }),
  once: () => Promise.resolve(),
  onGone: () => ({ [Symbol.dispose]: () => {} }),
};

/** Every property of a model, those of what it extends too. */
function propertiesOf(name: string): Model["properties"] {
  const model = table[name];
  if (model === undefined) return [];
  return [...(model.extends === undefined ? [] : propertiesOf(model.extends)), ...model.properties];
}

/** Plain data of a model with each of its properties, no two texts alike. */
function makeSample(name: string, counter: { count: number } = { count: 0 }): Plain {
  const one = (type: string): unknown => {
    counter.count++;
    if (table[type] !== undefined) return makeSample(type, counter);
    if (type === "boolean") return true;
    if (type === "object") return { [`key${counter.count}`]: [{ id: "no object" }] };
    return /^(?:int|long|double)$/.test(type) ? counter.count : `text${counter.count}`;
  };
  return Object.fromEntries(
    propertiesOf(name).map(({ name: field, type, list }) => {
      return [field, list ? [one(type), one(type)] : one(type)];
    }),
  );
}

/** Every object within, with the model that it is of. */
function* objectsWithin(name: string, value: Plain): Generator<[model: string, object: Plain]> {
  if (objectClasses.some((objectClass) => objectClass.name === name)) yield [name, value];
  for (const { name: field, type } of propertiesOf(name)) {
    const content = value[field];
    if (table[type] === undefined || content === undefined) continue;
    for (const item of Array.isArray(content) ? content : [content]) yield* objectsWithin(type, item);
  }
}

function isEvent(name: string): boolean {
  return table[name]?.extends === "Event";
}

for (const name of Object.keys(table)) {
  const sample = makeSample(name);
  const promoted: Plain = promote(host, name, structuredClone(sample));
  const expected = [...objectsWithin(name, sample)];

  Deno.test(`${name} holds ${expected.length} objects with verbs, each acting on itself`, async () => {
    const found = [...objectsWithin(name, promoted)];
    for (const [index, [model, object]] of found.entries()) {
      const objectClass = objectClasses.find((candidate) => candidate.name === model);
      const verb = Object.entries({ LiveRecording: "getLive", StoredRecording: "getStored" })
        .find(([other]) => other === model)?.[1] ?? "get";
      const run = object[verb];
      if (typeof run !== "function") throw new Error(`Cannot find ${model}.${verb}()`);
      const fields = expected[index]?.[1] ?? {};
      const id = Object.entries(objectClass?.id ?? {}).map(([parameter, field]) => [parameter, fields[field]]);

      // deno-lint-ignore no-await-in-loop -- One after the other.
      assertEquals(await run.call(object), [`${objectClass?.resource}.${verb}`, Object.fromEntries(id)]);
      assertEquals(Object.getPrototypeOf(object)?.constructor?.name, model);
    }

    assertEquals(found.length, expected.length);
  });

  Deno.test(`${name} prints, compares, serialises and clones as the plain data that it is`, () => {
    const classNames = new RegExp(`\\b(?:${objectClasses.map((objectClass) => objectClass.name).join("|")}) \\{`, "g");
    const printed = (value: unknown) =>
      Deno.inspect(value, { depth: 20, strAbbreviateSize: 1_000, breakLength: Infinity, compact: false })
        .replace(classNames, "{");

    assertEquals(JSON.stringify(promoted), JSON.stringify(sample));
    assertEquals(structuredClone(promoted), sample);
    assertEquals(printed(promoted), printed(sample));
    assertEquals(promoted, promote(host, name, structuredClone(sample)));
    assertEquals(Object.keys(promoted), Object.keys(sample));
    if (Object.keys(sample).length > 0) assertNotEquals(promoted, promote(host, name, { ...sample, more: 1 }));
  });

  if (isEvent(name)) {
    Deno.test(`${name} reaches the handlers of each of its objects`, () => {
      const keys = expected.map(([model, object]) => {
        const id = objectClasses.find((objectClass) => objectClass.name === model)?.id;
        return [model, ...Object.values(id ?? {}).map((field) => object[field])].join(" ");
      });

      assertEquals([...objectKeys(name, sample)].sort(), keys.sort());
    });
  }
}
