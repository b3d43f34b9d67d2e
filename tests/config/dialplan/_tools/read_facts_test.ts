import { assertEquals } from "@std/assert";
import { readDocumentation, readFactsFile } from "../../../../config/dialplan/_tools/read_facts.ts";

const documentation = `<docs>
<application name="Zed" module="app_zed">
  <syntax argsep="?">
    <parameter name="one" required="true" argsep="&amp;" />
    <parameter name="two" multiple="yes" hasparams="optional" />
    <parameter name="options"><optionlist><option name="a"><argument name="x" /></option><option name="b" /></optionlist></parameter>
  </syntax>
  <description><variablelist><variable name="STATUS"><value name="OK" /><value /></variable><variable /></variablelist></description>
</application>
<application name="Add" module="app_add"><synopsis>x</synopsis></application>
<application name="Add" module="app_other"><syntax><parameter name="x" hasparams="true" /></syntax></application>
<function name="F" module="func_f"><syntax><parameter name="a" required="true" /></syntax></function>
<function name="E" />
</docs>`;

Deno.test("readDocumentation() reads arguments, options and variables, by name", () => {
  const { applications } = readDocumentation(documentation);

  assertEquals(applications, [
    { name: "Add", module: "app_add", separator: ",", arguments: [], options: [], variables: {} },
    {
      name: "Zed",
      module: "app_zed",
      separator: "?",
      arguments: [
        { name: "one", isRequired: true, separator: "&" },
        { name: "two", isRequired: false, isRepeated: true, parameters: "optional" },
        { name: "options", isRequired: false },
      ],
      options: [{ name: "a", arguments: ["x"] }, { name: "b", arguments: [] }],
      variables: { STATUS: ["OK"] },
    },
  ]);
});

Deno.test("readDocumentation() reads the modules and arguments of functions, where there are any", () => {
  assertEquals(readDocumentation(documentation).functions, [
    { name: "E", module: undefined, separator: ",", arguments: undefined },
    { name: "F", module: "func_f", separator: ",", arguments: [{ name: "a", isRequired: true }] },
  ]);
});

Deno.test("readFactsFile() reads the same from JSON, but for the modules and arguments of functions", () => {
  const facts = readFactsFile({
    applications: {
      Zed: {
        module: "app_zed",
        syntaxArgsep: null,
        args: [{ name: "one", required: true, hasParams: "true", multiple: null, argsep: "&" }],
        options: [{ name: "a", args: ["x"] }],
        variables: { STATUS: ["OK"] },
      },
    },
    functions: ["F", "E"],
  });

  assertEquals(facts, {
    applications: [{
      name: "Zed",
      module: "app_zed",
      separator: ",",
      arguments: [{ name: "one", isRequired: true, separator: "&", parameters: "always" }],
      options: [{ name: "a", arguments: ["x"] }],
      variables: { STATUS: ["OK"] },
    }],
    functions: [
      { name: "E", module: undefined, separator: ",", arguments: undefined },
      { name: "F", module: undefined, separator: ",", arguments: undefined },
    ],
  });
});
