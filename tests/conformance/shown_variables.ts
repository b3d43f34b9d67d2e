import type { Backend } from "./backend.ts";
import { RawAri } from "./raw_ari.ts";

/** What `channelvars` of `ari.conf` says while the flow runs. */
export const channelVars =
  "FOO,CALLERID(num),CHANNEL(state),FIELDQTY(FOO,x),_UNDER,INH,__INH,NOPE(x),GG, SPACE ,EXTEN,FOO";

/** What one channel was seen with: in each event or answer, its variables. */
export type ShownTrace = (readonly [what: string, channelvars: unknown])[];

/** Lets a call set variables, and gives what its halves showed. The channels and the application must be of unused names. */
export async function runShownVariables(
  given: { backend: Backend; signal: AbortSignal },
): Promise<Record<string, ShownTrace>> {
  const ari = new RawAri(given);
  const [app, id] = [ari.name("shown"), ari.name("channel")];
  await using socket = await ari.connect(`app=${app}&subscribeAll=true`);
  const answers: ShownTrace = [];
  const get = async () => {
    answers.push(["answer", (await ari.rest(`GET channels/${id}`)).body.channelvars]);
  };
  const started = () => socket.events.some(({ type, channel }) => type === "StasisStart" && channel.id === id);
  const ended = () =>
    socket.events.filter(({ type, channel }) => type === "ChannelDestroyed" && channel.id.startsWith(id));
  const until = async (type: string, isThere: () => boolean) => {
    // deno-lint-ignore no-await-in-loop -- Event by event.
    for (let nth = 1; !isThere(); nth++) await socket.event(type, nth);
  };

  const variables = { FOO: "1", BAR: { value: "2", report_events: true }, __INH: "3" };
  await ari.rest(`POST channels/${id}?endpoint=Local/3000@default&app=${app}`, { variables });
  await until("StasisStart", started);
  await get();
  await ari.rest(`POST channels/${id}/variable?variable=FOO&value=9&report_events=true`);
  await ari.rest(`POST channels/${id}/variable?variable=_UNDER&value=u&report_events=true`);
  await ari.rest("POST asterisk/variable?variable=GG&value=g");
  await get();
  await ari.rest(`POST channels/${id}/variable?variable=ZED&value=z`);
  await get();
  await ari.rest("POST asterisk/variable?variable=GG");
  await ari.rest(`DELETE channels/${id}`);
  await until("ChannelDestroyed", () => ended().length === 2);

  const trace = (half: string): ShownTrace =>
    socket.events.filter(({ channel }) => channel?.id === half)
      .map((
        { type, variable, channel },
      ) => [variable === undefined ? type : `${type} ${variable}`, channel.channelvars]);
  return { answers, first: trace(id), second: trace(`${id};2`) };
}
