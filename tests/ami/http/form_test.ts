import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { encodeAction } from "../../../ami/encode.ts";
import { toForm } from "../../../ami/http/form.ts";
import { toWireText } from "../../../ami/wire_text.ts";

Deno.test("toForm() says what the action says, whatever its values hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (random) => {
      // deno-lint-ignore no-control-regex -- What an action can't say.
      const value = random.replace(/[\r\n\0]/g, "").replace(/^[\x01-\x20]+/, "");
      const wire = toWireText(encodeAction("Setvar", { Variable: [value, "x=1"], "Cat-000000": "é" }, "c-1"));

      const form = toForm(wire.slice(0, -4));

      assertEquals([...new URLSearchParams(form)], [
        ["Action", "Setvar"],
        ["ActionID", "c-1"],
        ["Variable", value],
        ["Variable", "x=1"],
        ["Cat-000000", "é"],
      ]);
      // deno-lint-ignore no-control-regex -- All that is not printable.
      assertEquals(/[\x00-\x20\x7f-\uffff]/.test(form), false);
    }),
    { seed: 6 },
  );
});
