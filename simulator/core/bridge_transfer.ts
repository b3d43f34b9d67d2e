import { NotSimulatedError } from "../errors.ts";
import { answerAndListen } from "./answer.ts";
import type { Bridge } from "./bridge.ts";
import { BridgeMember } from "./bridge_member.ts";
import type { Channel } from "./channel.ts";
import type { DialplanPosition, FactContent } from "./facts.ts";
import type { Frame } from "./frames.ts";
import type { Pbx } from "./pbx.ts";
import { UnrealPair } from "./unreal.ts";

/** How a transfer went, in ARI's words (`enum ast_transfer_result`). */
export type TransferResult = "Success" | "Fail" | "Invalid";

/** The flag `AST_SOFTHANGUP_DEV`, with which the second leg of a transfer is hung up. */
const softhangupDev = 1;

type Message<Kind extends FactContent["kind"]> = Omit<Extract<FactContent, { kind: Kind }>, "kind" | "result">;

/**
 * Sends the others in a channel's bridge to an extension (`ast_bridge_transfer_blind`): a Local channel that calls it takes the
 * place of the channel, as bridges of applications are never taken apart. `onChannel` is given that channel before it is called.
 */
export function transferBlind(
  pbx: Pbx,
  transferer: Channel,
  place: Pick<DialplanPosition, "context" | "exten">,
  onChannel: (channel: Channel) => void,
): TransferResult {
  const { context, exten } = place;
  const { bridge } = transferer.bridging;
  const transferee = bridge?.peerOf(transferer);
  const message: Message<"blind-transfer"> = {
    channel: transferer.snapshot,
    replaceChannel: undefined,
    transferee: transferee?.snapshot,
    exten,
    context,
    isExternal: true,
    bridge: bridge?.takeSnapshot(),
  };
  const publish = (result: TransferResult, more: Partial<typeof message> = {}) => {
    pbx.publish({ kind: "blind-transfer", ...message, ...more, result });
    return result;
  };
  if (bridge === undefined) return publish("Invalid");
  takeOffHold(bridge, transferer);
  if (bridge.members.length < 2) return publish("Invalid");

  setTransferVariables(bridge, transferer, { isAttended: false });
  const address = `${exten}@${context}`;
  const request = pbx.technologies.request("Local", { address, requestor: transferer });
  if (request.kind !== "created") return publish("Fail");
  const { channel } = request;
  const replaceChannel = channel.snapshot;
  takeOverAccounts(channel, transferer);
  channel.setVariable("BLINDTRANSFER", transferer.name);
  onChannel(channel);
  if (!channel.call(address)) {
    channel.destroy();
    return publish("Fail", { replaceChannel });
  }
  holdFrames(pbx, channel);
  replace(bridge, { channel, swap: transferer, then: () => publish("Success", { replaceChannel }) });
  return "Success";
}

/**
 * Connects those in the bridge of a channel with those in the bridge of another one (`ast_bridge_transfer_attended`): a pair of
 * Local channels takes the places of the two. Rejects with a {@linkcode NotSimulatedError} when one of them is in no bridge.
 */
export async function transferAttended(pbx: Pbx, first: Channel, second: Channel): Promise<TransferResult> {
  const [firstBridge, secondBridge] = [first.bridging.bridge, second.bridging.bridge];
  const message: Message<"attended-transfer"> = {
    firstLeg: first.snapshot,
    firstLegBridge: firstBridge?.takeSnapshot(),
    secondLeg: second.snapshot,
    secondLegBridge: secondBridge?.takeSnapshot(),
    replaceChannel: undefined,
    transferee: firstBridge?.peerOf(first)?.snapshot,
    transferTarget: secondBridge?.peerOf(second)?.snapshot,
    isExternal: false,
    destination: { type: "fail" },
  };
  if (firstBridge === undefined && secondBridge === undefined) {
    pbx.publish({ kind: "attended-transfer", ...message, result: "Invalid" });
    return "Invalid";
  }
  if (firstBridge === undefined || secondBridge === undefined) {
    const { name } = firstBridge === undefined ? first : second;
    throw new NotSimulatedError(
      `Cannot transfer: ${name} is in no bridge, and taking its place there is not simulated yet`,
    );
  }
  takeOffHold(firstBridge, first);
  takeOffHold(secondBridge, second);
  setTransferVariables(firstBridge, first, { isAttended: true });

  const pair = UnrealPair.create(pbx, {
    technology: "Local",
    name: "_attended@transfer",
    states: ["Down", "Ring"],
    context: "transfer",
    exten: "_attended",
    dial: () => true,
  });
  if (pair === "id-exists") throw new Error("Unreachable: nobody has chosen an id");
  takeOverAccounts(pair.first, first);
  pair.first.setVariable("ATTENDEDTRANSFER", first.name);
  pair.first.call("_attended@transfer/m");
  holdFrames(pbx, pair.first);
  // Nothing is heard there yet, so that this takes its time.
  await answerAndListen(pbx, pair.second);
  replace(secondBridge, { channel: pair.second, swap: second });
  replace(firstBridge, {
    channel: pair.first,
    swap: first,
    then: () => {
      second.requestHangup({ cause: softhangupDev, soft: true });
      const destination = { type: "link", firstLeg: pair.first.snapshot, secondLeg: pair.second.snapshot } as const;
      pbx.publish({ kind: "attended-transfer", ...message, destination, result: "Success" });
    },
  });
  return "Success";
}

/** Who is on hold is taken off it, and whether or not it was, all are told. */
function takeOffHold(bridge: Bridge, channel: Channel): void {
  const member = bridge.find(channel);
  if (member === undefined) return;
  bridge.pbx.publish({ kind: "channel-hold", channel: channel.snapshot, isHeld: false, musicClass: undefined });
  bridge.write(member, { kind: "control", control: "unhold" });
}

/** Tells all members who transfers, and that one with whom it was connected (`set_transfer_variables_all`). */
function setTransferVariables(bridge: Bridge, transferer: Channel, options: { isAttended: boolean }): void {
  const names = ["BLINDTRANSFER", "ATTENDEDTRANSFER"] as const;
  const [variable, other] = options.isAttended ? names.toReversed() : names;
  const peers = transferer.variables.get("BRIDGEPEER") ?? "";
  for (const { channel } of bridge.members) {
    if (variable !== undefined) channel.setVariable(variable, channel === transferer ? peers : transferer.name);
    if (other !== undefined) channel.setVariable(other, undefined);
  }
}

/** The calls of who takes a channel's place are on the same accounts. */
function takeOverAccounts(channel: Channel, requestor: Channel): void {
  const { accountcode, peerAccount } = requestor.parties;
  channel.setParties({ accountcode, peerAccount });
}

/**
 * Puts a channel into a bridge, in the place of another one, on a thread of its own. `then` is called when it is in, or is gone
 * before; Asterisk does not wait for that, but is rarely any quicker.
 */
function replace(bridge: Bridge, options: { channel: Channel; swap: Channel; then?: () => void }): void {
  const { channel, swap, then } = options;
  if (then !== undefined) onceInBridge(bridge.pbx, channel, () => queueMicrotask(() => queueMicrotask(then)));
  queueMicrotask(() => new BridgeMember(bridge, channel, { swap, isIndependent: true }).join());
}

/** Nobody reads a channel before it is in the bridge, so that it does not know what its far end says. */
function holdFrames(pbx: Pbx, channel: Channel): void {
  const held: Frame[] = [];
  channel.sound.bypass = (frame) => {
    held.push(frame);
    return true;
  };
  onceInBridge(pbx, channel, () => {
    channel.sound.bypass = undefined;
    queueMicrotask(() => held.forEach((frame) => channel.receive(frame)));
  });
}

/** Calls `listener` once: when a channel comes into a bridge, or is gone before. */
export function onceInBridge(pbx: Pbx, channel: Channel, listener: (isIn: boolean) => void): void {
  const finish = (isIn: boolean) => {
    facts[Symbol.dispose]();
    end[Symbol.dispose]();
    listener(isIn);
  };
  const facts = pbx.onFact((fact) => {
    if (fact.kind === "bridge-entered" && fact.channel.id === channel.id) finish(true);
  });
  const end = channel.onEnd(() => finish(false));
}
