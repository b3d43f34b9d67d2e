import { assertEquals } from "@std/assert";
import { NotIdleError, NotSimulatedError, PhoneCallError, SimulatorListenError } from "../../simulator/mod.ts";

Deno.test("the simulator's errors carry their own names", () => {
  const errors = [
    new NotSimulatedError("Cannot"),
    new SimulatorListenError("Cannot", { hostname: "127.0.0.1", port: 1 }),
    new PhoneCallError("Cannot"),
    new NotIdleError(["a", "b"]),
  ];

  assertEquals(errors.map(({ name }) => name), [
    "NotSimulatedError",
    "SimulatorListenError",
    "PhoneCallError",
    "NotIdleError",
  ]);
});

Deno.test("NotIdleError lists what is left, a line each", () => {
  assertEquals(new NotIdleError(["a", "b"]).message, "The simulated Asterisk is not idle:\n  a\n  b");
});
