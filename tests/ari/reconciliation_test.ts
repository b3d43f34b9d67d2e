import type { Bridge, Channel } from "@asterism/asterisk/ari";
import { assertEquals } from "@std/assert";
import { isIn, reconcile } from "../../ari/reconciliation.ts";

/** A channel, as far as it matters here. */
function channel(id: string, app_name: string, app_data = ""): Channel {
  const channel: unknown = { id, dialplan: { context: "default", exten: "100", priority: 1, app_name, app_data } };
  return channel as Channel;
}

function bridge(id: string): Bridge {
  const bridge: unknown = { id };
  return bridge as Bridge;
}

const known = { channels: new Set(["gone", "left", "stays"]), bridges: new Set(["gone", "stays"]) };
const found = {
  channels: [
    channel("left", "Dial"),
    channel("stays", "Stasis", "greeter,one"),
    channel("new", "Stasis", "greeter"),
    channel("other", "Stasis", "greeter2"),
  ],
  bridges: [bridge("stays"), bridge("new")],
};

Deno.test("reconcile() tells an application what is gone, what has left it, and who has come into it", () => {
  const { gone, left, appeared } = reconcile(known, found, { apps: ["greeter"], hearsAll: false });

  assertEquals(gone, { channels: ["gone"], bridges: ["gone"] });
  assertEquals(left, ["left"]);
  assertEquals([appeared.channels.map(({ id }) => id), appeared.bridges], [["new"], []]);
});

Deno.test("reconcile() tells who hears all of everything that is new, and of nothing that has left", () => {
  const { left, appeared } = reconcile(known, found, { apps: ["greeter"], hearsAll: true });

  assertEquals(left, []);
  assertEquals([...appeared.channels, ...appeared.bridges].map(({ id }) => id), ["new", "other", "new"]);
});

Deno.test("isIn() goes by the application that the channel is in, not by one whose name begins alike", () => {
  assertEquals(isIn(channel("1", "Stasis", "greeter,a,b"), ["greeter"]), true);
  assertEquals(isIn(channel("1", "Stasis", "greeter2"), ["greeter"]), false);
  assertEquals(isIn(channel("1", "Wait", "greeter"), ["greeter"]), false);
});
