/** What `formatVariables()` writes, a real Asterisk reads as the same; what it escapes, `unescapeValue()` takes back. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { readState } from "../../_tools/asterisk.ts";
import { unescapeValue } from "../../ami/c_escapes.ts";
import { formatVariables } from "../../ami/variables.ts";
import { AmiConnection } from "../support/ami_connection.ts";
import { hasAsterisk } from "./harness.ts";

const special = fc.constantFrom(...'"""\\\\\\,,,==()[]{}$;:\'?!%&|@ \t\x01\x07\b\f\v\x1b\x7faéż電\u{1F4DE}');
const value = fc.oneof(
  fc.array(special, { maxLength: 30 }).map((parts) => parts.join("")),
  fc.string({ maxLength: 40 }),
)
  .filter((text) => !/[\r\n\0]/.test(text));

async function connect(): Promise<AmiConnection> {
  const state = await readState();
  if (state?.origin !== "installed") throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
  return await AmiConnection.open({ ...state.manager, events: "dialplan" });
}

Deno.test({
  name: "[Asterisk] variables of formatVariables() are set as they are, and told as unescapeValue() reads them",
  ignore: !hasAsterisk(),
  fn: async () => {
    using manager = await connect();
    let calls = 0;
    const property = fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 20 }), async (values) => {
      const channel = `variables-${crypto.randomUUID()}-${++calls}`;
      const variables = Object.fromEntries(values.map((text, at) => [`V${at}`, text]));

      const originated = await manager.ask("Originate", {
        Channel: "Local/up@conformance",
        ChannelId: channel,
        Application: "Wait",
        Data: 600,
        Variable: variables,
      });

      assertEquals(originated.name, "Success");
      // deno-lint-ignore no-await-in-loop -- an answer is not read before it is asked for.
      for (const [name, expected] of Object.entries(variables)) {
        const answer = await manager.ask("Getvar", { Channel: channel, Variable: name });
        assertEquals(answer.get("Value"), expected, formatVariables({ [name]: expected })[0]);
        const told = await manager.take(({ Event, Uniqueid, Variable }) => {
          return Event === "VarSet" && Uniqueid === channel && Variable === name;
        });
        assertEquals(unescapeValue(told.get("Value") ?? "absent"), expected);
      }
      assertEquals((await manager.ask("Hangup", { Channel: channel })).name, "Success");
    });
    await fc.assert(property, { numRuns: 40 });
  },
});

Deno.test({
  name: "[Asterisk] variables go to functions, and are inherited by their names",
  ignore: !hasAsterisk(),
  fn: async () => {
    using manager = await connect();
    const channel = `variables-${crypto.randomUUID()}`;
    const variables = { "CALLERID(num)": "1,2", "SHARED(a\\b,x)": "s", __DEEP: "d", _NEXT: "n" };

    await manager.ask("Originate", {
      Channel: "Local/up@conformance",
      ChannelId: channel,
      Application: "Wait",
      Data: 600,
      Variable: variables,
    });

    const expected = { "CALLERID(num)": "1,2", DEEP: "d", __DEEP: "", NEXT: "n" };
    const found: [string, string | undefined][] = [];
    for (const name of Object.keys(expected)) {
      // deno-lint-ignore no-await-in-loop -- answers are read one after the other.
      found.push([name, (await manager.ask("Getvar", { Channel: channel, Variable: name })).get("Value")]);
    }
    assertEquals(Object.fromEntries(found), expected);
    await manager.ask("Hangup", { Channel: channel });
  },
});
