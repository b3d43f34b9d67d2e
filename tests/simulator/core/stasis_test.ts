import { assertEquals } from "@std/assert";
import type { Fact } from "../../../simulator/core/facts.ts";
import { Reordering } from "../../../simulator/core/reordering.ts";
import { TestChannel } from "./test_channel.ts";

function listener(): { kinds: string[]; send: (application: string, fact: Fact) => void } {
  const kinds: string[] = [];
  return { kinds, send: (application, fact) => void kinds.push(`${application} ${fact.kind}`) };
}

Deno.test("StasisApps.run() subscribes the application to the channel for as long as it is there", async () => {
  using given = new TestChannel();
  const { stasis } = given.pbx;
  const app = listener();
  stasis.register("app", app, { subscribesAll: false });

  const running = stasis.run(given.channel, "app", ["x"]);
  const during = stasis.get("app")?.subscriptions("channel");
  given.channel.setVariable("A", "1");
  stasis.controls.get(given.channel.id)?.queue(() => {
    stasis.controls.get(given.channel.id)?.finish();
    return true;
  });
  const ran = await running;
  given.channel.setVariable("A", "2");

  assertEquals([ran, during, stasis.get("app")?.subscriptions("channel")], [true, ["0.0"], []]);
  assertEquals(app.kinds, ["app stasis-started", "app channel-variable", "app stasis-ended"]);
  assertEquals(stasis.controls.size, 0);
});

Deno.test("StasisApps.run() fails without a connected application", async () => {
  using given = new TestChannel();

  assertEquals(await given.pbx.stasis.run(given.channel, "app", []), false);
});

Deno.test("StasisApps.register() replaces a connection, which the former one is told", () => {
  using given = new TestChannel();
  const { stasis } = given.pbx;
  const [first, second] = [listener(), listener()];
  stasis.register("app", first, { subscribesAll: false });

  stasis.register("app", second, { subscribesAll: true });
  stasis.unregister("app", first);
  given.channel.setVariable("A", "1");

  assertEquals([first.kinds, second.kinds], [["app application-replaced"], []]);
  assertEquals(stasis.get("app")?.listener, second);
});

Deno.test("StasisApps.unregister() keeps an application that still has a channel, until that leaves", async () => {
  using given = new TestChannel();
  const { stasis } = given.pbx;
  const app = listener();
  stasis.register("app", app, { subscribesAll: false });
  const running = stasis.run(given.channel, "app", []);

  stasis.unregister("app", app);
  const during = stasis.list().length;
  given.channel.requestHangup({ soft: false });
  await running;

  assertEquals([during, stasis.list().length], [1, 0]);
  assertEquals(app.kinds, ["app stasis-started"]);
});

Deno.test("StasisApps tells an application with subscribeAll of every channel", () => {
  using given = new TestChannel();
  const app = listener();
  given.pbx.stasis.register("all", app, { subscribesAll: true });

  given.channel.receive({ kind: "dtmf", digit: "1", duration: 100 });
  given.channel.destroy();

  assertEquals(app.kinds, ["all channel-dtmf", "all channel-updated"]);
});

Deno.test("StasisApps moves a channel on, and tells the application when there is no other", async () => {
  using given = new TestChannel();
  const { stasis } = given.pbx;
  const [from, to] = [listener(), listener()];
  stasis.register("from", from, { subscribesAll: false });
  stasis.register("to", to, { subscribesAll: false });
  const running = stasis.run(given.channel, "from", []);
  const control = stasis.controls.get(given.channel.id);
  const move = (application: string) => control?.send(() => (control.moveTo(application, ["x"]), true));

  await move("nobody");
  await move("to");
  await control?.send(() => true);
  given.channel.requestHangup({ soft: false });
  await running;

  assertEquals(from.kinds, ["from stasis-started", "from application-move-failed", "from stasis-ended"]);
  assertEquals(to.kinds, ["to stasis-started", "to channel-hangup-request", "to stasis-ended"]);
});

Deno.test("StasisApps subscribes who hears of a call to where it is forwarded", () => {
  using given = new TestChannel();
  const app = listener();
  given.pbx.stasis.register("app", app, { subscribesAll: false });
  const peer = given.channel.snapshot;
  given.pbx.stasis.get("app")?.subscribe("channel", peer.id);

  given.pbx.publish({
    kind: "channel-dial",
    caller: undefined,
    peer,
    forwarded: { ...peer, id: "9.9" },
    forward: "",
    dialString: "",
    dialStatus: "",
  });

  assertEquals(given.pbx.stasis.get("app")?.subscriptions("channel"), [peer.id, "9.9"]);
});

Deno.test("StasisApps.enter() asks for a connection where there is no application, and releases it", async () => {
  using given = new TestChannel();
  const { stasis } = given.pbx;
  const app = listener();
  const asked: string[] = [];
  stasis.perCall = {
    connect: (name) => {
      asked.push(`connect ${name}`);
      if (name !== "own") return Promise.resolve(undefined);
      stasis.register("own:call", app, { subscribesAll: false });
      return Promise.resolve("own:call");
    },
    release: (name) => void asked.push(`release ${name}`),
  };

  const missing = await stasis.enter(given.channel, "other", []);
  const running = stasis.enter(given.channel, "own", []);
  await given.clock.tick(0);
  stasis.controls.get(given.channel.id)?.fail();
  const ran = await running;

  assertEquals([missing, ran, asked], [false, false, ["connect other", "connect own", "release own:call"]]);
  assertEquals(app.kinds, ["own:call stasis-started", "own:call stasis-ended"]);
});

Deno.test("StasisApps tells a connection at once that it is replaced, also where events change places", async () => {
  using given = new TestChannel();
  const { stasis } = given.pbx;
  stasis.reordering = new Reordering({ clock: given.clock, random: () => 0.9 });
  const [first, second] = [listener(), listener()];

  stasis.register("app", first, { subscribesAll: true });
  given.channel.setVariable("A", "1");
  stasis.register("app", second, { subscribesAll: true });
  await given.clock.tick(5);

  assertEquals([first.kinds, second.kinds], [["app application-replaced"], ["app channel-variable"]]);
});
