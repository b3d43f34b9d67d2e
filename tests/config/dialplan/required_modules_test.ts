import { assertEquals } from "@std/assert";
import { requiredModules } from "../../../config/dialplan/required_modules.ts";
import { readSource } from "./dialplan_source.ts";

Deno.test("requiredModules() names modules and the applications that need them", () => {
  const source = readSource(
    "[a]\nexten => s,1,queue(x)\nexten => s,2,ExecIf(${X}?Dial(y))\nexten => s,2,Echo()\nexten => s,3,Xyzzy()\n",
  );

  const modules = Object.fromEntries(requiredModules(source));

  assertEquals(modules["app_queue"], ["Queue"]);
  assertEquals(modules["app_dial"], ["Dial"]);
  assertEquals(Object.keys(modules), Object.keys(modules).toSorted());
  assertEquals(modules["app_echo"], undefined);
});
