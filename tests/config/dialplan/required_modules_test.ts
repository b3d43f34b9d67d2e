import { assertEquals } from "@std/assert";
import { requiredModules } from "../../../config/dialplan/required_modules.ts";
import { readSource } from "./dialplan_source.ts";

function modulesOf(...lines: string[]): Record<string, string[]> {
  return Object.fromEntries(requiredModules(readSource(`[a]\n${lines.join("\n")}\n`)));
}

Deno.test("requiredModules() names modules and the applications that need them", () => {
  const modules = modulesOf(
    "exten => s,1,queue(x)",
    "exten => s,2,ExecIf(${X}?Dial(y))",
    "exten => s,2,Echo()",
    "exten => s,3,Xyzzy()",
  );

  assertEquals(modules, {
    app_dial: ["Dial"],
    app_exec: ["ExecIf"],
    app_queue: ["Queue"],
    pbx_config: ["extensions.conf"],
  });
  assertEquals(Object.keys(modules), Object.keys(modules).toSorted());
});

Deno.test("requiredModules() names functions that are read, also within others, and functions that are set", () => {
  const modules = modulesOf("exten => s,1,Set(CALLERID(num)=${CUT(X,${LEN(${Y})},1)})", "same => n,NoOp(${nix(1)})");

  assertEquals(modules, {
    func_callerid: ["CALLERID()"],
    func_cut: ["CUT()"],
    func_strings: ["LEN()"],
    pbx_config: ["extensions.conf"],
  });
});

Deno.test("requiredModules() names channels, those of hints too, and switches", () => {
  const modules = modulesOf(
    "exten => s,1,Dial(PJSIP/a&IAX2/b&Local/c@d&${E})",
    "exten => s,hint,DAHDI/1&Custom:x",
    "switch => Realtime/x",
    "switch => Foo/x",
  );

  assertEquals(modules, {
    app_dial: ["Dial"],
    chan_dahdi: ["DAHDI/"],
    chan_iax2: ["IAX2/"],
    chan_pjsip: ["PJSIP/"],
    pbx_config: ["extensions.conf"],
    pbx_realtime: ["Realtime"],
  });
});
