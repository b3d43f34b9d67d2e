import type { Channel } from "./channel.ts";
import type { StasisApp } from "./stasis_app.ts";
import { StasisBridging } from "./stasis_bridging.ts";

/** Something to do on a channel's thread; it gives `false` when it fails. */
export type StasisCommand = (channel: Channel) => boolean | Promise<boolean>;

/** The application that a channel is to go to next. */
export interface StasisMove {
  /** Its name. */
  readonly application: string;
  /** The arguments of its `StasisStart`. */
  readonly args: readonly string[];
}

interface QueuedCommand {
  readonly run: StasisCommand;
  readonly settle: (done: boolean) => void;
}

/**
 * The hold that a Stasis application has on a channel (`res/stasis/control.c`). Commands are queued and run one after
 * the other on the channel's thread, so a command waits while another one plays.
 */
export class StasisControl {
  readonly channel: Channel;
  /** The application that has the channel; a move changes it. */
  app: StasisApp;
  /** What it does with bridges. */
  readonly bridging: StasisBridging = new StasisBridging(this);
  /** Whether it is in the bridge that Asterisk dials it in, and leaves it in when it is answered; nobody sees that one. */
  isInDialBridge = false;
  readonly #queue: QueuedCommand[] = [];
  #move: StasisMove | undefined;
  #isDone = false;
  #hasFailed = false;
  #wake: (() => void) | undefined;

  constructor(channel: Channel, app: StasisApp) {
    this.channel = channel;
    this.app = app;
  }

  /** Whether the application was lost, so that the channel did not leave it as it should. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Queues a command and waits for what it gives; `false` also when the channel leaves before it runs. */
  send(run: StasisCommand): Promise<boolean> {
    return new Promise((settle) => {
      if (this.#isDone) return settle(false);
      this.#queue.push({ run, settle });
      this.#wake?.();
    });
  }

  /** Queues a command and does not wait; gives `false` when the channel is on its way out. */
  queue(run: StasisCommand): boolean {
    if (this.#isDone) return false;
    void this.send(run);
    return true;
  }

  /** Lets the channel go, after the commands that are queued. */
  finish(): void {
    this.#isDone = true;
  }

  /** Lets the channel go because its application is lost, after the commands that are queued. */
  fail(): void {
    this.#hasFailed = true;
    this.queue(() => {
      this.finish();
      return true;
    });
  }

  /**
   * Says that the channel goes to another application when the commands that are queued are through. Of two moves the latter
   * one counts, with the arguments of both.
   */
  moveTo(application: string, args: readonly string[]): void {
    this.#move = { application, args: [...this.#move?.args ?? [], ...args] };
  }

  /**
   * Runs commands, on the channel's thread, until a command finishes it or the channel hangs up. `move` is called between
   * commands when there is a move to be made.
   */
  async dispatchUntilDone(move: (destination: StasisMove) => void): Promise<void> {
    while (!this.#isDone) {
      // What is queued when the channel hangs up still runs, and fails by itself, before the hangup is looked at.
      // A bridge takes the hangup first, and lets the channel go for it.
      if (this.channel.isHungUp && this.#queue.length === 0 && this.bridging.bridge === undefined) break;
      const destination = this.#move;
      this.#move = undefined;
      if (destination !== undefined) move(destination);
      this.bridging.follow();
      // deno-lint-ignore no-await-in-loop -- a channel's commands must keep their order.
      if (this.#queue.length === 0) await this.#somethingToDo();
      // deno-lint-ignore no-await-in-loop -- a channel's commands must keep their order.
      await this.#dispatchAll();
    }
    this.#isDone = true;
  }

  /** Fails what came too late. */
  flush(): void {
    for (const command of this.#queue.splice(0)) command.settle(false);
  }

  async #dispatchAll(): Promise<void> {
    for (let command = this.#queue.shift(); command !== undefined; command = this.#queue.shift()) {
      let done = false;
      try {
        // deno-lint-ignore no-await-in-loop -- a channel's commands must keep their order.
        done = await command.run(this.channel);
      } finally {
        command.settle(done);
      }
    }
  }

  async #somethingToDo(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    if (this.bridging.bridge === undefined) {
      using _hangup = this.channel.onHangup(resolve);
      await promise;
    } else await promise;
    this.#wake = undefined;
  }
}
