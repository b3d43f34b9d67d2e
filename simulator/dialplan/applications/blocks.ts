import { isTrueCondition } from "../../../config/mod.ts";
import type { ApplicationCall, ApplicationResult, DialplanApplication } from "../application.ts";

/** `While` and `If`, which look for their ends in the steps that follow (`app_while.c`, `app_if.c`). */
export const blockApplications: Readonly<Record<string, DialplanApplication>> = {
  While: (call) => isTrueCondition(call.data) ? "continue" : skipTo(call, loop, { from: call, behind: true }),
  EndWhile: (call) => backTo(call),
  ContinueWhile: (call) => backTo(call),
  ExitWhile: (call) => skipTo(call, loop, { from: call, behind: true }),
  If: (call) => isTrueCondition(call.data) ? "continue" : nextBranch(call),
  ElseIf: (call) => skipTo(call, choice, { from: call, behind: true }),
  Else: (call) => skipTo(call, choice, { from: call, behind: true }),
  ExitIf: (call) => skipTo(call, choice, { from: call, behind: true }),
  EndIf: () => "continue",
};

interface Block {
  readonly opening: string;
  readonly closing: string;
}

const loop: Block = { opening: "while", closing: "endwhile" };
const choice: Block = { opening: "if", closing: "endif" };

/** The most steps that are looked through. */
const maxSteps = 10_000;

/** The application at a priority of the present extension. */
function stepAt({ engine, channel }: ApplicationCall, priority: number): { name: string; data: string } | undefined {
  const { context, exten } = channel.position;
  const found = engine.model.find(context, exten, priority, { callerId: channel.caller.number });
  return found.kind === "priority"
    ? { name: found.priority.application.toLowerCase(), data: found.priority.data }
    : undefined;
}

/** Goes to the end of the block, or behind it; one without an end ends the call. */
function skipTo(
  call: ApplicationCall,
  { opening, closing }: Block,
  options: { from: ApplicationCall; behind: boolean },
): ApplicationResult {
  const { channel } = options.from;
  let depth = 0;
  for (let priority = channel.position.priority + 1, steps = 0; steps < maxSteps; priority++, steps++) {
    const step = stepAt(call, priority);
    if (step === undefined) break;
    if (step.name === opening) depth++;
    else if (step.name === closing && depth-- === 0) {
      channel.goTo({ ...channel.position, priority: options.behind ? priority + 1 : priority });
      return "continue";
    }
  }
  return "hangup";
}

/** Goes back to the `While` of the block. */
function backTo(call: ApplicationCall): ApplicationResult {
  const { channel } = call;
  let depth = 0;
  for (let priority = channel.position.priority - 1; priority > 0; priority--) {
    const name = stepAt(call, priority)?.name;
    if (name === loop.closing) depth++;
    else if (name === loop.opening && depth-- === 0) {
      channel.goTo({ ...channel.position, priority });
      return "continue";
    }
  }
  return "hangup";
}

/** Goes to the next branch whose condition holds, or behind the block. */
function nextBranch(call: ApplicationCall): ApplicationResult {
  const { channel, engine } = call;
  let depth = 0;
  for (let priority = channel.position.priority + 1, steps = 0; steps < maxSteps; priority++, steps++) {
    const step = stepAt(call, priority);
    if (step === undefined) return "hangup";
    if (step.name === choice.opening) depth++;
    else if (step.name === choice.closing && depth-- === 0) return go(call, priority + 1);
    if (depth !== 0) continue;
    if (step.name === "else") return go(call, priority + 1);
    if (step.name === "elseif" && isTrueCondition(engine.substitute(step.data, channel))) return go(call, priority + 1);
  }
  return "hangup";
}

function go({ channel }: ApplicationCall, priority: number): ApplicationResult {
  channel.goTo({ ...channel.position, priority });
  return "continue";
}
