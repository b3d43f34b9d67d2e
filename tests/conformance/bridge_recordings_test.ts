import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";
import { clean, ended, named, started, trace } from "./recording_names.ts";
import { withStasisCall } from "./stasis_call.ts";

conformance("a bridge is recorded with what a caller sends into it", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const bridge = named("bridge");
    const [silent, stopped] = [named("silent"), named("stopped")];
    await call.rest(`POST bridges/${bridge}?type=mixing`);
    await call.rest(`POST bridges/${bridge}/addChannel?channel=ID`);
    const from = call.events.length;
    const record = async (name: string, query = "") => {
      const begin = call.events.length;
      const { status, body } = await call.rest(`POST bridges/${bridge}/record?name=${name}&format=wav${query}`);
      await call.event(started, begin);
      return [status, body.target_uri.replace(bridge, "BRIDGE")];
    };
    const created = [await record(silent, "&maxSilenceSeconds=1")];
    await call.event(ended, from);
    const second = call.events.length;
    created.push(await record(stopped));
    const answers = [
      await call.answer(`POST bridges/${bridge}/record?name=${stopped}&format=wav`),
      await call.answer(`POST recordings/live/${stopped}/stop`),
    ];
    await call.event(ended, second);
    await call.rest(`DELETE bridges/${bridge}`);
    await clean(call);

    assertEquals(created, Array(2).fill([201, "bridge:BRIDGE"]));
    assertEquals(answers, [`409 Recording '${stopped}' already exists and can not be overwritten`, "204"]);
    assertEquals(trace(call, from), [
      "RecordingStarted silent.wav recording {}",
      'RecordingFinished silent.wav done {"duration":1,"talking_duration":1,"silence_duration":0}',
      "RecordingStarted stopped.wav recording {}",
      'RecordingFinished stopped.wav done {"duration":0}',
    ]);
  });
});

conformance("a channel in a bridge can not be recorded, and one that is recorded can not enter", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const bridge = named("bridge");
    const [one, two] = [named("one"), named("two")];
    await call.rest(`POST bridges/${bridge}?type=mixing`);
    await call.rest(`POST channels/ID/record?name=${one}&format=wav`);
    await call.event(started);
    const refused = await call.answer(`POST bridges/${bridge}/addChannel?channel=ID`);
    await call.rest(`POST recordings/live/${one}/stop`);
    await call.event(ended);
    await call.through();
    const added = await call.answer(`POST bridges/${bridge}/addChannel?channel=ID`);
    await call.rest(`POST channels/ID/record?name=${two}&format=wav`);
    await call.event(({ type }) => type === "RecordingFailed");
    await call.rest(`DELETE bridges/${bridge}`);
    await clean(call);

    assertEquals([refused, added], [`409 Channel ${call.id} currently recording`, "204"]);
    assertEquals(trace(call), [
      "RecordingStarted one.wav recording {}",
      'RecordingFinished one.wav done {"duration":0}',
      'RecordingFailed two.wav failed {"cause":"Cannot record channel while in bridge"}',
    ]);
  });
});
