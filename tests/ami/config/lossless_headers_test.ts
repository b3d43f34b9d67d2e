import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { losslessHeaders } from "../../../ami/config/lossless_headers.ts";
import { AmiMessage } from "../../../ami/message.ts";
import { toWireText } from "../../../ami/wire_text.ts";
import { decodeText, encodeText } from "../../../config/source_text.ts";

Deno.test("losslessHeaders() decodes as config/ does, so that the bytes can be had again", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (random) => {
      const value = random.filter((byte) => byte !== 10 && byte !== 13);
      const wire = new AmiMessage(`Response: Success\r\nLine-000000-000000: ${toWireText(value)}`);

      const [, line] = losslessHeaders(wire);

      assertEquals(line, ["Line-000000-000000", decodeText(value)]);
      assertEquals(encodeText(line?.[1] ?? ""), value);
    }),
    { numRuns: 1_000, seed: 6 },
  );
});

Deno.test("losslessHeaders() gives lines that are no headers without a name", () => {
  const message = new AmiMessage("Response: Success\r\nNo categories found\r\nA: b");

  assertEquals([...losslessHeaders(message)], [["Response", "Success"], ["", "No categories found"], ["A", "b"]]);
});
