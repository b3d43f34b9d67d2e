import { connect, type TraceRecord } from "@asterism/asterisk/ari";
import { simulate } from "@asterism/asterisk/simulator";
import { assertEquals, assertRejects } from "@std/assert";
import { redacted } from "../../_internal/redaction.ts";

const extensions = "[default]\nexten => 100,1,Stasis(traced)\n";

/** Runs a program with a trace, and gives what was traced, without what differs between two runs. */
async function trace(
  rest: "http" | "websocket",
  hook: (record: TraceRecord) => void = () => {},
): Promise<{ records: TraceRecord[]; errors: unknown[]; password: string }> {
  const records: TraceRecord[] = [];
  const errors: unknown[] = [];
  await using pbx = await simulate({ listen: false, files: { "extensions.conf": extensions } });
  {
    await using ari = await connect(pbx.ari.url, {
      ...pbx.ari.user,
      ...pbx.connection,
      rest,
      proofTimeout: Infinity,
      onError: (error) => errors.push(error),
      trace: (record) => {
        records.push(record);
        hook(record);
      },
    });
    await using _registration = await ari.register({ apps: "traced" });
    await ari.asterisk.setGlobalVar({ variable: "USER_PIN", value: "4711" });
    await ari.asterisk.setGlobalVar({ variable: "LANG", value: "en" });
    await assertRejects(() => ari.channels.get({ channelId: "a b" }));
    const aborted = AbortSignal.abort(new Error("enough"));
    await assertRejects(() => ari.asterisk.ping({ signal: aborted }), Error, "enough");
    const event = ari.once("ChannelUserevent");
    await ari.events.userEvent({
      eventName: "e",
      application: "traced",
      variables: { PASSWORD: "p4711", A: "1" },
    });
    await event;
  }
  return { records, errors, password: pbx.ari.user.password };
}

for (const rest of ["http", "websocket"] as const) {
  Deno.test(`trace gets requests, answers, failures, events and WebSockets by ${rest}, and no secret`, async () => {
    const { records, errors, password } = await trace(rest);

    const text = Deno.inspect(records, { depth: 20 });
    assertEquals([password, btoa(`asterism:${password}`), "4711"].filter((secret) => text.includes(secret)), []);
    assertEquals(errors, []);
    const ofType = <Type extends TraceRecord["type"]>(type: Type) => {
      return records.filter((record): record is Extract<TraceRecord, { type: Type }> => record.type === type);
    };
    assertEquals(
      ofType("request").map(({ id, operation, method, path, query }) => [id, operation, method, path, query]),
      [
        [1, "asterisk.getInfo", "GET", "/asterisk/info", { only: "system" }],
        [2, "asterisk.setGlobalVar", "POST", "/asterisk/variable", { variable: "USER_PIN", value: redacted }],
        [3, "asterisk.setGlobalVar", "POST", "/asterisk/variable", { variable: "LANG", value: "en" }],
        [4, "channels.get", "GET", "/channels/a%20b", {}],
        [5, "asterisk.ping", "GET", "/asterisk/ping", {}],
        [6, "events.userEvent", "POST", "/events/user/e", { application: "traced" }],
      ],
    );
    assertEquals(ofType("request").at(-1)?.body, { variables: { PASSWORD: redacted, A: "1" } });
    assertEquals(
      ofType("answer").map(({ id, way, status, duration }) => [id, way, status, duration >= 0]),
      [[1, "http", 200, true], [2, rest, 204, true], [3, rest, 204, true], [4, rest, 404, true], [6, rest, 204, true]],
    );
    assertEquals(ofType("answer")[3]?.body, { message: "Channel not found" });
    assertEquals(ofType("failure").map(({ id, error }) => [id, String(error)]), [[5, "Error: enough"]]);
    assertEquals(ofType("event").map(({ event }) => event.type), ["ChannelUserevent"]);
    assertEquals(ofType("socket").map(({ state, apps }) => [state, apps]), [["opened", ["traced"]], ["closed", [
      "traced",
    ]]]);
  });
}

Deno.test("what the hook throws goes to onError and disturbs nothing", async () => {
  const { records, errors } = await trace("http", () => {
    throw new Error("bad hook");
  });

  assertEquals(new Set(errors.map(String)), new Set(["Error: bad hook"]));
  assertEquals(errors.length, records.length);
});
