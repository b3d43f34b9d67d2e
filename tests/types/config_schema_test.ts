/** What the compiler must make of schemas; `deno check` decides, the tests only name it. */
import { defineSchema } from "../../config/schema/schema.ts";
import type { Infer, InferSection } from "../../config/schema/infer.ts";
import type { ari } from "../../config/schema/generated/ari.ts";
import type { pjsip } from "../../config/schema/generated/pjsip.ts";
import type { modules } from "../../config/schema/modules.ts";
import type { queues } from "../../config/schema/queues.ts";
import type { SchemaReading } from "../../config/schema/read.ts";
import type { OptionSchema, SchemaDefinition } from "../../config/schema/schema.ts";
import type { Address } from "../../config/values/address.ts";
import type { CodecList } from "../../config/values/list.ts";

/** True when two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;

/** Compiles only for `true`. */
function is<_Claim extends true>(): void {}

/** Never called: its body is what is checked. */
function never(_body: () => unknown): void {}

type Endpoint = InferSection<typeof pjsip.sections.endpoint>;

Deno.test("options have the types of their kinds", () => {
  is<Same<Endpoint["direct_media"], boolean>>();
  is<Same<Endpoint["timers_min_se"], number>>();
  is<Same<Endpoint["context"], string>>();
  is<Same<Endpoint["transport"], string | undefined>>();
  is<Same<Endpoint["100rel"], "no" | "required" | "peer_supported" | "yes">>();
  is<Same<Endpoint["aors"], readonly string[]>>();
  is<Same<Extract<Endpoint["callerid_privacy"], `${number}`>, `${number}`>>();
  is<Same<Extract<Endpoint["callerid_privacy"], "prohib">, "prohib">>();
  is<Same<Endpoint["set_var"], readonly string[]>>();
  is<Same<Endpoint["allow"], CodecList>>();
  is<
    Same<Endpoint["identify_by"], readonly ("username" | "auth_username" | "ip" | "header" | "request_uri")[]>
  >();
  is<Same<InferSection<typeof pjsip.sections.transport>["bind"], Address | undefined>>();
  is<Same<InferSection<typeof ari.sections.user>["password"], string>>();
  is<Same<InferSection<typeof queues.sections.queue>["autofill"], boolean | undefined>>();
});

Deno.test("an option that is read with another is not there by itself", () => {
  is<Same<"disallow" extends keyof Endpoint ? true : false, false>>();
  is<Same<"permit" extends keyof Endpoint ? true : false, false>>();
  is<Same<"acl" extends keyof Endpoint ? true : false, true>>();
});

Deno.test("sections are one object, or a map by name", () => {
  is<Same<Infer<typeof pjsip>["endpoint"], ReadonlyMap<string, Endpoint>>>();
  is<Same<Infer<typeof pjsip>["global"]["max_forwards"], number>>();
  is<Same<Infer<typeof modules>["modules"]["load"], readonly string[]>>();
});

Deno.test("every reading is one of some schema", () => {
  never((reading?: SchemaReading<typeof pjsip>): SchemaReading<SchemaDefinition> | undefined => reading);
});

Deno.test("a schema of one's own is inferred without a cast, and checked", () => {
  const own = defineSchema({
    file: "own.conf",
    sections: {
      general: {
        named: "general",
        single: true,
        unknown: "ignored",
        options: { pace: { kind: "integer", default: 1 }, mode: { kind: "choice", values: ["a", "b"] } },
      },
    },
  });
  is<Same<Infer<typeof own>["general"]["pace"], number>>();
  is<Same<Infer<typeof own>["general"]["mode"], "a" | "b" | undefined>>();
  const one = (option: OptionSchema) => option;
  never(() => {
    // @ts-expect-error -- no such kind
    one({ kind: "colour" });
    // @ts-expect-error -- a default of another type
    one({ kind: "boolean", default: "yes" });
    // @ts-expect-error -- a choice must have its words
    one({ kind: "choice" });
    // @ts-expect-error -- what is unknown must cost something
    defineSchema({ file: "x", sections: { x: { options: {} } } });
  });
});
