import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import type { DocumentedObject } from "../../../../config/schema/_tools/documentation.ts";
import type { FilePlan } from "../../../../config/schema/_tools/plan.ts";
import { renderSchema } from "../../../../config/schema/_tools/render.ts";

const plan: FilePlan = {
  name: "my_client",
  file: "x.conf",
  about: "What `x.conf` may hold.",
  section: { unknown: "section" },
  sections: { hidden: undefined, "the-peer": { entries: ["@"] } },
  options: { "the-peer.port": { kind: "integer", max: 65_535 }, "the-peer.gone": undefined },
};

const option = (name: string, more: { default?: string; words?: string[]; since?: string[] } = {}) => {
  return { name, words: [], since: [], ...more };
};

const objects: DocumentedObject[] = [
  { module: "m", file: "x.conf", name: "hidden", options: [] },
  { module: "m", file: "other.conf", name: "peer", options: [option("no")] },
  {
    module: "m",
    file: "x.conf",
    name: "the-peer",
    options: [
      option("type"),
      option("port", { default: "5060" }),
      option("gone"),
      option("on", { default: "Yes" }),
      option("off", { default: "false" }),
      option("100rel", { default: "yes", words: ["no", "yes", "required"], since: ["22.1.0", "20.1.0"] }),
      option("count", { default: "10", since: ["12.0.0"] }),
      option("name", { default: "Asterisk" }),
      option("text"),
    ],
  },
];

Deno.test("renderSchema() tells the kinds of options by their defaults and words, unless the plan knows better", () => {
  assertEquals(
    renderSchema(plan, objects),
    `
/** What \`x.conf\` may hold. */
export const myClient = {
  file: "x.conf",
  sections: {
    "the-peer": {
      type: "the-peer",
      unknown: "section",
      entries: ["@"],
      options: {
        port: { kind: "integer", max: 65535 },
        on: { kind: "boolean", default: true },
        off: { kind: "boolean", default: false },
        "100rel": { kind: "choice", values: ["no", "yes", "required"], default: "yes", since: ["20.1.0", "22.1.0"] },
        count: { kind: "integer", min: 0, max: 4294967295, default: 10 },
        name: { kind: "text", default: "Asterisk" },
        text: { kind: "text" },
      },
    },
  },
} as const;
`,
  );
});

Deno.test("renderSchema() takes the plan's word for since when an option is there", () => {
  const options = {
    "the-peer.100rel": { kind: "text", since: [] },
    "the-peer.text": { kind: "text", since: ["18.0.0"] },
  } as const;

  const lines = renderSchema({ ...plan, options }, objects).split("\n").map((line) => line.trim());

  assertEquals(lines.filter((line) => /^"?(?:100rel|text)/.test(line)), [
    '"100rel": { kind: "text" },',
    'text: { kind: "text", since: ["18.0.0"] },',
  ]);
});

Deno.test("renderSchema() refuses a plan for what is not documented", () => {
  const { message } = assertThrows(
    () => renderSchema({ ...plan, options: { "the-peer.prot": undefined } }, objects),
    Error,
  );

  assertStringIncludes(message, `Cannot generate the schema of x.conf: "the-peer.prot" is not documented`);
  assertThrows(() => renderSchema({ ...plan, file: "z.conf" }, objects), Error, "z.conf: it is not documented");
});
