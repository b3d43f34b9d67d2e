import { assertEquals, assertThrows } from "@std/assert";
import { systemClock } from "../../_internal/clock.ts";
import { CallScope } from "../../ari/call_scope.ts";
import { AriConnectionError, AriGoneError } from "../../ari/errors.ts";
import type { ObjectHost } from "../../ari/objects.ts";
import { restOfHost } from "../support/rest_of_host.ts";

/** A scope whose host notes what it is asked for and what it is to listen to. */
function makeScope(): { scope: CallScope; asked: string[]; heard: Map<string, () => void>; legs: string[] } {
  const asked: string[] = [];
  const legs: string[] = [];
  const heard = new Map<string, () => void>();
  const host: ObjectHost = {
    ...restOfHost,
    clock: systemClock,
    run: (operation, parameters) => {
      asked.push(`${operation.id} ${Object.values(parameters ?? {}).join()}`);
      return Promise.resolve();
    },
    on: (key, name, handler) => {
      // The one cast: these handlers take no event.
      heard.set(`${key} ${name}`, handler as () => void);
      return { [Symbol.dispose]: () => void heard.delete(`${key} ${name}`) };
    },
    once: () => Promise.reject(new AriGoneError("nothing to wait for")),
    onGone: () => new DisposableStack(),
  };
  const onError = (error: unknown) => asked.push(String(error));
  const scope = new CallScope({ host, onError, onLeg: (id) => legs.push(id), maxOwned: 10, releaseTimeout: 1_000 });
  return { scope, asked, heard, legs };
}

Deno.test("CallScope.close() ends each kind of object by its own operation, the last one first", async () => {
  const { scope, asked, heard, legs } = makeScope();
  for (const key of ["Channel c", "Bridge b", "Playback p", "LiveRecording my talk"]) {
    scope.addKey(key, Promise.resolve());
  }

  await scope.close();
  await scope.close();

  assertEquals(asked, ["recordings.stop my talk", "playbacks.stop p", "bridges.destroy b", "channels.hangup c"]);
  assertEquals([[...heard], legs], [[], ["c"]]);
});

Deno.test("CallScope forgets what has ended by itself, and a leg that has left the application", async () => {
  const { scope, asked, heard } = makeScope();
  const events = [
    "Channel 1 ChannelDestroyed",
    "Channel 2 StasisEnd",
    "Bridge 3 BridgeDestroyed",
    "Playback 4 PlaybackFinished",
    "LiveRecording 5 RecordingFinished",
    "LiveRecording 6 RecordingFailed",
  ];
  for (const event of events) scope.addKey(event.slice(0, event.lastIndexOf(" ")), Promise.resolve());

  for (const event of events) heard.get(event)?.();
  await scope.close();

  assertEquals([asked, [...heard]], [[], []]);
});

Deno.test("CallScope waits for Asterisk's answer to what is being made, and releases what may be there", async () => {
  const { scope, asked } = makeScope();
  const made = Promise.withResolvers<void>();
  const refused = Promise.withResolvers<void>();
  scope.addKey("Channel unknown", Promise.reject(new AriConnectionError("no answer")));
  scope.addKey("Channel not-sent", Promise.reject(new AriConnectionError("not sent", { outcome: "not-sent" })));
  scope.addKey("Channel refused", refused.promise);
  scope.addKey("Channel made", made.promise);

  const closed = scope.close();
  await Promise.resolve();
  assertEquals(asked, []);
  made.resolve();
  refused.reject(new Error("no"));
  await closed;

  assertEquals(asked, ["channels.hangup made", "channels.hangup unknown"]);
});

Deno.test("CallScope.replace() puts one channel in the place of another, keep() lets one go, and add() refuses what has no end", async () => {
  const { scope, asked } = makeScope();
  scope.addKey("Channel old", Promise.resolve());
  const disposable = { [Symbol.dispose]: () => void asked.push("disposed") };
  scope.add(disposable);

  assertEquals([scope.replace("Channel old", "Channel new"), scope.replace("Channel old", "Channel newer")], [
    true,
    false,
  ]);
  assertEquals([scope.keep(disposable), scope.keep(disposable), scope.has(disposable)], [true, false, false]);
  assertThrows(() => scope.addKey("Sound beep", Promise.resolve()), TypeError, "Cannot own a Sound");
  await scope.close();
  scope.add(disposable);
  await scope.close();

  assertEquals(asked, ["channels.hangup new", "disposed"]);
});
