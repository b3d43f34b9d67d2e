import type { CallDial, CallHold, CallLeg, CallQueueWait, CallRecord, CallTransfer, CallVisit } from "./call_record.ts";

/** The same, to be filled in. */
type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/** A call of which more is still to come. */
export class OpenCall {
  readonly linkedids: Set<string>;
  /** Uniqueids of the channels that have not hung up. */
  readonly open: Set<string> = new Set();
  readonly legs: Map<string, Draft<CallLeg>> = new Map();
  readonly dials: Draft<CallDial>[] = [];
  readonly visits: Draft<CallVisit>[] = [];
  readonly transfers: CallTransfer[] = [];
  readonly queueWaits: Draft<CallQueueWait>[] = [];
  readonly holds: Draft<CallHold>[] = [];
  end: Date | undefined;
  isComplete = true;
  readonly #linkedid: string;
  readonly #maxDetails: number;
  #leftOut = 0;

  constructor(linkedid: string, maxDetails: number) {
    this.#linkedid = linkedid;
    this.linkedids = new Set([linkedid]);
    this.#maxDetails = maxDetails;
  }

  /** Makes room for one more detail, or counts it as left out. */
  hasRoom(): boolean {
    if (this.#size() < this.#maxDetails) return true;
    this.#leftOut++;
    this.isComplete = false;
    return false;
  }

  /** Takes all of another call, which began later. */
  merge(other: OpenCall): void {
    for (const linkedid of other.linkedids) this.linkedids.add(linkedid);
    for (const id of other.open) this.open.add(id);
    for (const [id, leg] of other.legs) if (this.hasRoom()) this.legs.set(id, leg);
    this.#take(this.dials, other.dials);
    this.#take(this.visits, other.visits);
    this.#take(this.transfers, other.transfers);
    this.#take(this.queueWaits, other.queueWaits);
    this.#take(this.holds, other.holds);
    this.isComplete &&= other.isComplete;
    this.#leftOut += other.#leftOut;
  }

  /** The record, as of now. */
  toRecord(): CallRecord {
    const legs = [...this.legs.values()];
    const first = legs.map(({ start }) => start).filter((start) => start !== undefined);
    const answers = legs.map(({ answer }) => answer).filter((answer) => answer !== undefined);
    return {
      linkedid: this.#linkedid,
      linkedids: [...this.linkedids],
      ...earliest("start", first),
      ...earliest("answer", answers),
      ...(this.open.size === 0 && this.end !== undefined && { end: this.end }),
      legs: copies(legs),
      dials: copies(this.dials),
      visits: copies(this.visits),
      transfers: copies(this.transfers),
      queueWaits: copies(this.queueWaits),
      holds: copies(this.holds),
      isComplete: this.isComplete,
      leftOut: this.#leftOut,
    };
  }

  #size(): number {
    const { dials, visits, transfers, queueWaits, holds } = this;
    return this.legs.size + dials.length + visits.length + transfers.length + queueWaits.length + holds.length;
  }

  #take<T>(ours: T[], theirs: readonly T[]): void {
    for (const one of theirs) if (this.hasRoom()) ours.push(one);
  }
}

function copies<T extends object>(all: readonly T[]): T[] {
  return all.map((one) => ({ ...one }));
}

function earliest<Name extends string>(name: Name, times: readonly Date[]): { [Key in Name]?: Date } {
  if (times.length === 0) return {};
  const found = times.reduce((one, other) => one <= other ? one : other);
  return { [name]: found } as { [Key in Name]?: Date }; // The one name that it has.
}
