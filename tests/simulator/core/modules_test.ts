import { assertEquals, assertThrows } from "@std/assert";
import { Modules } from "../../../simulator/core/modules.ts";
import { NotSimulatedError } from "../../../simulator/errors.ts";

Deno.test("Modules unloads what nothing uses, and loads it again", () => {
  const modules = new Modules();
  const { length } = modules.list();

  const unloaded = [modules.unload("cdr_csv"), modules.list().length - length, modules.unload("cdr_csv.so")];

  assertEquals(unloaded, ["done", -1, "not-found"]);
  assertEquals(modules.load("cdr_csv.so"), "declined"); // It had found no configuration before either.
});

Deno.test("Modules refuses to unload what is used or built in", () => {
  const modules = new Modules();

  assertEquals([modules.unload("res_stasis.so"), modules.unload("cdr"), modules.unload("nope")], [
    "in-use",
    "in-use",
    "not-found",
  ]);
});

Deno.test("Modules.unload() throws NotSimulatedError where the absence of the module would have to show", () => {
  const modules = new Modules();

  assertThrows(() => modules.unload("app_echo.so"), NotSimulatedError, `Cannot unload "app_echo.so"`);
  assertEquals(modules.has("app_echo"), true);
});

Deno.test("Modules.reload() tells what reads its configuration again, and what cannot", () => {
  const modules = new Modules();
  const names = ["res_ari.so", "app_echo.so", "app_alarmreceiver.so", "cdr", "nope"];

  assertEquals(names.map((name) => modules.reload(name)), [
    "done",
    "not-supported",
    "not-running",
    "failed",
    "not-found",
  ]);
});
