/** What a real Asterisk was recorded to run, step by step, and what the simulator runs of the same dialplan. */
import { assertEquals, assertInstanceOf } from "@std/assert";
import { NotIdleError, NotSimulatedError } from "../../../simulator/mod.ts";
import { SimulatedAri } from "../simulated_ari.ts";

interface Step {
  readonly channel: string;
  readonly context: string;
  readonly exten: string;
  readonly priority: number;
  readonly app: string;
  readonly data: string;
}

interface Flow {
  readonly name: string;
  readonly conf: string;
  readonly context: string;
  readonly exten: string;
  readonly dtmf: string | null;
  readonly hangup: { readonly cause: number } | null;
  readonly trace: readonly Step[];
}

const folder = new URL("../../golden/dialplan-flows/", import.meta.url);

/** Applications that are not simulated: up to them the flow is the same, and there the simulator says so. */
const beyond: ReadonlySet<string> = new Set(["AGI", "ChanIsAvail", "Dial", "Originate", "Queue"]);

/** Virtual time stands still between two steps, where a real second has lost a millisecond. */
const precision: Readonly<Record<string, string>> = { "0.999": "1.000" };

for (const { name } of [...Deno.readDirSync(folder)].toSorted((a, b) => a.name < b.name ? -1 : 1)) {
  if (!name.endsWith(".json")) continue;
  const flow: Flow = JSON.parse(Deno.readTextFileSync(new URL(name, folder)));
  Deno.test(`the dialplan takes the steps that Asterisk takes: ${flow.name}`, async () => {
    const trace = flow.trace.filter(({ channel }) => channel === ";2");
    const last = trace.findIndex(({ app }) => beyond.has(app));
    const expected = (last < 0 ? trace : trace.slice(0, last + 1)).map(format);

    const { steps, cause, failure } = await run(flow);

    assertEquals(steps, expected);
    if (last >= 0) assertInstanceOf(failure, NotSimulatedError);
    else {
      assertEquals(failure, undefined);
      if (flow.hangup !== null) assertEquals(cause, flow.hangup.cause);
    }
  });
}

function format({ context, exten, priority, app, data }: Omit<Step, "channel">): string {
  return `${context},${exten},${priority} ${app}(${precision[data] ?? data})`;
}

async function run(
  { conf, context, exten, dtmf }: Flow,
): Promise<{ steps: string[]; cause: number; failure: unknown }> {
  await using ari = await SimulatedAri.open({
    files: { "extensions.conf": `[globals]\nGNUM=7\n[${context}]\n${conf}` },
    droppedLines: "drop",
  });
  const steps: string[] = [];
  ari.pbx.journal.on((entry) => {
    if (entry.face !== "dialplan" || entry.channel !== "leg;2") return;
    const { application: app, ...rest } = entry;
    steps.push(format({ ...rest, app }));
  });
  await ari.connect("app=app&subscribeAll=true");
  await ari.rest(`POST channels/leg?endpoint=Local/${exten}@${context}&app=app`);
  if (dtmf !== null) {
    await ari.event("StasisStart");
    await ari.rest(`POST channels/leg/dtmf?dtmf=${encodeURIComponent(dtmf)}&before=300`);
  }
  while (true) {
    const gone = ari.events.find(({ type, channel }) => type === "ChannelDestroyed" && channel.id === "leg;2");
    if (gone !== undefined) return { steps, cause: gone.cause, failure: failureOf(ari) };
    await ari.event("ChannelDestroyed", ari.types.filter((type) => type === "ChannelDestroyed").length + 1);
  }
}

function failureOf({ pbx }: SimulatedAri): unknown {
  try {
    pbx.assertIdle();
    return undefined;
  } catch (error) {
    // What else is left is no concern of the dialplan.
    return error instanceof NotIdleError ? undefined : error;
  }
}
