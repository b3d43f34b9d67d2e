import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { AmiProtocolError, parseMxml } from "@asterism/asterisk/ami";

const wrap = (...messages: string[]) =>
  `<ajax-response>\n${
    messages.map((attributes) => `<response type='object' id='unknown'><generic${attributes} /></response>\n`).join("")
  }</ajax-response>\n`;

Deno.test("parseMxml() reads messages, names that were made different, and what was escaped", () => {
  const [answer, event, ...others] = parseMxml(wrap(
    " response='Success' actionid='h2' message='a &amp;lt; &lt;b&gt; &quot;&apos;&#39; &amp;#39;&#10; é'  output='1' output-2='2'"
      .replace("  ", " "),
    " event='Hangup' cause_txt='Normal Clearing' _1x=''",
  ));

  assertEquals([answer?.kind, answer?.name, answer?.get("ActionID")], ["response", "Success", "h2"]);
  assertEquals(answer?.get("Message"), `a &lt; <b> "'' &#39;&#10; é`);
  assertEquals(answer?.getAll("Output"), ["1", "2"]);
  assertEquals(event?.toJSON(), { event: "Hangup", cause_txt: "Normal Clearing", _1x: "" });
  assertEquals([others, parseMxml("<ajax-response>\n</ajax-response>\n")], [[], []]);
});

Deno.test("parseMxml() throws for what is no answer of a manager, and for nothing else", () => {
  for (
    const text of [
      "",
      "<html></html>",
      wrap(" a='1'").slice(0, -5),
      wrap(" a=1"),
      wrap(" a='1'").replace("generic", "<"),
    ]
  ) {
    assertThrows(() => parseMxml(text), AmiProtocolError, "Cannot read XML of a manager");
  }
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."<> ='/&;-generic"), maxLength: 30 }), (text) => {
      try {
        parseMxml(wrap(text));
      } catch (error) {
        if (!(error instanceof AmiProtocolError)) throw error;
      }
    }),
    { seed: 6 },
  );
});
