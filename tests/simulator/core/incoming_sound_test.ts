import { assertEquals } from "@std/assert";
import { soundFrom } from "../../../simulator/core/incoming_sound.ts";
import { TestChannel } from "./test_channel.ts";

Deno.test("soundFrom() tells talk from silence, and both from a muted channel", () => {
  using given = new TestChannel();
  const { channel } = given;
  const heard = [soundFrom(channel)];
  const outcome = { complete: true, played: 1 };
  for (const media of ["silence", "sound:silence/5", "sound:en/silence/1", "sound:a", "moh:default"]) {
    const incoming = { media };
    channel.receive({ kind: "media-begin", media: incoming });
    heard.push(soundFrom(channel));
    channel.receive({ kind: "media-end", media: incoming, outcome });
  }
  channel.sound.setMuted("in", true);
  heard.push(soundFrom(channel));

  // The phone at its end sends sound all the time.
  assertEquals(heard, ["silence", "silence", "silence", "silence", "talk", "talk", "muted"]);
});

Deno.test("soundFrom() is none when the far end sends nothing, muted or not", () => {
  using given = new TestChannel();
  const { channel } = given;
  const local = given.pbx.createChannel({
    endpoint: "Local/1@default",
    driver: { ...channel.driver, sendsSound: false },
    state: "Up",
    caller: channel.caller,
    context: "default",
    exten: "1",
    protocolId: "",
  });
  const media = { media: "silence" };

  const heard = [soundFrom(local)];
  local.receive({ kind: "media-begin", media });
  heard.push(soundFrom(local));
  local.sound.setMuted("in", true);
  heard.push(soundFrom(local));

  assertEquals(heard, ["none", "silence", "none"]);
});
