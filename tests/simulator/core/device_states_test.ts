import { assertEquals } from "@std/assert";
import { DeviceStates } from "../../../simulator/core/device_states.ts";

function deviceStates(): { states: DeviceStates; told: string[] } {
  const told: string[] = [];
  const states = new DeviceStates((fact) => {
    if (fact.kind === "device-state-changed") told.push(`${fact.device} ${fact.state}`);
  });
  return { states, told };
}

Deno.test("DeviceStates tells of changes, and not of a deletion", () => {
  const { states, told } = deviceStates();

  const results = ["INUSE", "inuse", "BUSY"].map((state) => states.set("Stasis:a", state));
  states.delete("Stasis:a");
  states.set("Stasis:a", "BUSY");

  assertEquals([results, told], [["done", "done", "done"], ["Stasis:a INUSE", "Stasis:a BUSY", "Stasis:a BUSY"]]);
});

Deno.test("DeviceStates refuses what it does not control and does not know", () => {
  const { states } = deviceStates();

  assertEquals([states.set("Custom:a", "BUSY"), states.set("Stasis:", "BUSY"), states.set("Stasis:a", "UNKNOWN")], [
    "not-controlled",
    "no-name",
    "unknown-state",
  ]);
  assertEquals([states.delete("Custom:a"), states.delete("Stasis:"), states.delete("Stasis:a")], [
    "not-controlled",
    "no-name",
    "done",
  ]);
});

Deno.test("DeviceStates.get() asks those who know other devices", () => {
  const { states } = deviceStates();
  states.addProvider((device) => device.startsWith("PJSIP/") ? "UNAVAILABLE" : undefined);

  assertEquals(["PJSIP/a", "nobody", "Stasis:x"].map((device) => states.get(device)), [
    "UNAVAILABLE",
    "INVALID",
    "UNKNOWN",
  ]);
});
