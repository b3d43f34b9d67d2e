import { assertEquals } from "@std/assert";
import { parseDocumentation } from "../../../../config/schema/_tools/documentation.ts";

Deno.test("parseDocumentation() takes names, defaults, words and releases, and no text", () => {
  const xml = `<docs>
    <configInfo name="res_x" language="en_US">
      <configFile name="x.conf">
        <!-- <configObject name="gone"></configObject> -->
        <configObject name="peer">
          <since><version>12.0.0</version></since>
          <configOption name="mode" default="&lt;none&gt;">
            <since><version>20.1.0</version> <version> 22.1.0 </version></since>
            <synopsis>What it does.</synopsis>
            <description><enumlist><enum name="a"/><enum name="b"><para>B.</para></enum></enumlist></description>
          </configOption>
          <configOption name="plain"><synopsis>Something.</synopsis></configOption>
        </configObject>
      </configFile>
    </configInfo>
  </docs>`;

  assertEquals(parseDocumentation(xml), [{
    module: "res_x",
    file: "x.conf",
    name: "peer",
    options: [
      { name: "mode", default: "<none>", words: ["a", "b"], since: ["20.1.0", "22.1.0"] },
      { name: "plain", words: [], since: [] },
    ],
  }]);
});

Deno.test("parseDocumentation() finds nothing in other documentation", () => {
  assertEquals(parseDocumentation("<docs><application name='Dial'/></docs>"), []);
});
