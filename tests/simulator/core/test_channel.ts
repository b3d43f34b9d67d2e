import type { Channel } from "../../../simulator/core/channel.ts";
import type { Fact } from "../../../simulator/core/facts.ts";
import { Pbx } from "../../../simulator/core/pbx.ts";
import { Sounds } from "../../../simulator/core/sounds.ts";
import { loadDialplan } from "../../../simulator/dialplan/load.ts";
import { FileDialplan } from "../../../simulator/dialplan/runner.ts";
import { seededRandom } from "../../../simulator/random.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";

/** A PBX with one channel that rings, on a clock that is moved by hand. */
export class TestChannel implements Disposable {
  readonly clock: VirtualClock = new VirtualClock({ epoch: 0, auto: false });
  readonly pbx: Pbx;
  readonly channel: Channel;
  /** What the far end was told. */
  readonly told: string[] = [];
  /** All facts since the channel was made. */
  readonly facts: Fact[] = [];

  /** The steps that the dialplan has taken: `100,1 NoOp(x)`. */
  readonly steps: string[] = [];
  /** What was beyond the simulator. */
  readonly failures: unknown[] = [];

  /** `extensions` is the text of its dialplan. */
  constructor(state: "Ring" | "Up" = "Up", options: { extensions?: string; shownVariables?: readonly string[] } = {}) {
    this.pbx = new Pbx({
      clock: this.clock,
      random: seededRandom(1),
      sounds: new Sounds(),
      shownVariables: options.shownVariables ?? [],
      createDialplan: (pbx) => {
        return new FileDialplan(pbx, loadDialplan(options.extensions ?? ""), {
          onStep: ({ position: { exten, priority, appName, appData } }) => {
            this.steps.push(`${exten},${priority} ${appName}(${appData})`);
          },
          onFailure: (error) => void this.failures.push(error),
        });
      },
    });
    this.channel = this.pbx.createChannel({
      endpoint: "PJSIP/alice",
      state,
      caller: { name: "Alice", number: "alice" },
      context: "default",
      exten: "100",
      protocolId: "id",
      driver: {
        sendsSound: true,
        answer: () => void this.told.push("answer"),
        indicate: (condition) => void this.told.push(condition),
        sendMedia: (media) => {
          this.told.push(`begin ${media}`);
          return ({ complete, played }) => void this.told.push(`end ${media} ${complete} ${played}`);
        },
        sendDigit: (digit) => void this.told.push(`digit ${digit}`),
        hangup: (cause) => {
          this.told.push(`hangup ${cause}`);
          return 0;
        },
      },
    });
    this.pbx.onFact((fact) => this.facts.push(fact));
  }

  /** The kinds of all facts so far. */
  get kinds(): string[] {
    return this.facts.map(({ kind }) => kind);
  }

  [Symbol.dispose](): void {
    this.clock[Symbol.dispose]();
  }
}
