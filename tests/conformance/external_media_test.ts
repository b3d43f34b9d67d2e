import { assertEquals } from "@std/assert";
import { flow } from "./call_flow.ts";

const media = "POST channels/externalMedia?app=IDapp&external_host=127.0.0.1:9999";

flow("external media is a channel that answers at once, and its answer shows all its variables", async (given) => {
  const { rest, seen } = given;
  const { status, body } = await rest(`${media}&format=ulaw&channelId=ID&data=a,b`, {
    variables: { PLAIN: "1", SHOWN: { value: "2", report_events: true } },
  });
  const { channel } = await seen("StasisStart", "ID");
  const later = await rest("GET channels/ID");
  const statistics = await rest("GET channels/ID/rtp_statistics");
  await rest("DELETE channels/ID?reason=busy");
  await seen("ChannelDestroyed", "ID");

  const { name, channelvars } = Object(body);
  assertEquals([status, name.replace(/-0x[0-9a-f]+$/, "")], [200, "UnicastRTP/127.0.0.1:9999"]);
  assertEquals(Object.keys(channelvars), ["SHOWN", "PLAIN", "UNICASTRTP_LOCAL_PORT", "UNICASTRTP_LOCAL_ADDRESS"]);
  assertEquals([channelvars.PLAIN, channelvars.UNICASTRTP_LOCAL_ADDRESS], ["1", "127.0.0.1"]);
  assertEquals([Object(channel).channelvars, Object(later.body).channelvars], [{ SHOWN: "2" }, { SHOWN: "2" }]);
  assertEquals([statistics.status, statistics.body], [404, { message: "RTP info not found" }]);
}, {
  "ID": [
    "Dial dialstatus= dialstring=127.0.0.1:9999/c(ulaw) [Down AppDial2]",
    "ChannelStateChange [Up AppDial2]",
    "Dial dialstatus=ANSWER dialstring=127.0.0.1:9999/c(ulaw) [Up AppDial2]",
    "ChannelVarset variable=STASISSTATUS value= [Up Stasis]",
    'StasisStart args=["a","b"] [Up Stasis]',
    "ChannelHangupRequest cause=32 soft [Up Stasis]",
    "StasisEnd [Up Stasis]",
    "ChannelVarset variable=STASISSTATUS value=SUCCESS [Up Stasis]",
    "ChannelDestroyed cause=17 [Up AppDial2]",
  ],
});

const where = "external_host=127.0.0.1:9999&format=ulaw";
const refusals: readonly [query: string, answer: string][] = [
  ["transport=websocket&encapsulation=rtp", "400 app cannot be empty"],
  ["app=a&transport=websocket", "400 encapsulation must be 'none' for websocket transport"],
  ["app=a&transport=tcp&connection_type=server", "400 transport must be 'udp' for rtp encapsulation"],
  ["app=a&transport=UDP", "400 transport must be 'udp' for rtp encapsulation"],
  ["app=a&encapsulation=audiosocket", "400 transport must be 'tcp' for audiosocket encapsulation"],
  ["app=a&connection_type=server", "400 'server' connection_type can only be used with the websocket transport"],
  ["app=a&format=x", "400 external_host is required for all but websocket server connections"],
  [
    "app=a&external_host=nobody&transport=websocket&encapsulation=none",
    "400 external_host must be a valid websocket_client connection id.",
  ],
  [
    "app=a&external_host=127.0.0.1",
    "400 external_host must be <host>:<port> for all transports other than websocket",
  ],
  ["app=a&external_host=::1:9", "400 external_host must be <host>:<port> for all transports other than websocket"],
  ["app=a&external_host=127.0.0.1:9&direction=x", "400 format cannot be empty"],
  [`app=a&${where}&direction=x`, "400 Invalid direction specified"],
  [`app=a&${where}&encapsulation=audiosocket&transport=tcp`, "400 data can not be empty"],
  [`app=a&${where}&encapsulation=none`, "501 The encapsulation and/or transport is not supported"],
  ["app=a&external_host=127.0.0.1:x&format=ulaw", "500 An internal error prevented this request from being handled"],
  ["app=a&external_host=:9&format=ulaw", "500 An internal error prevented this request from being handled"],
  [
    "app=a&external_host=127.0.0.1:9&format=ulaw,alaw",
    "500 An internal error prevented this request from being handled",
  ],
  [
    "app=a&external_host=127.0.0.1:9/e(x)&format=ulaw",
    "500 An internal error prevented this request from being handled",
  ],
];
flow("external media that makes no sense is refused, first things first", async ({ rest }) => {
  const answers: string[] = [];
  for (const [query] of refusals) {
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    const { status, body } = await rest(`POST channels/externalMedia?${query}`);
    answers.push(`${status} ${Object(body).message}`);
  }

  assertEquals(answers, refusals.map(([, answer]) => answer));
}, {});

flow("external media has no id that another channel has", async ({ rest, seen }) => {
  await rest(`${media}&format=slin16&channelId=ID`);
  await seen("StasisStart", "ID");
  const { status } = await rest(`${media}&format=ulaw&channelId=ID`);
  await rest("DELETE channels/ID");
  await seen("ChannelDestroyed", "ID");

  assertEquals(status, 500);
}, {});
