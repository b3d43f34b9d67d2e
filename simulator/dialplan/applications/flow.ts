import { isTrueCondition, matchesTime, parseTimeSpec } from "../../../config/mod.ts";
import type { ApplicationCall, ApplicationResult, DialplanApplication } from "../application.ts";
import { jump, splitChoice } from "../jump.ts";

/** Applications that say where the dialplan goes on. */
export const flowApplications: Readonly<Record<string, DialplanApplication>> = {
  Goto: (call) => goTo(call, call.data),
  GotoIf: (call) => {
    const { condition, then, otherwise } = splitChoice(call.data);
    return goToIfAny(call, isTrueCondition(condition) ? then : otherwise);
  },
  GotoIfTime: (call) => {
    const { condition, then, otherwise } = splitChoice(call.data);
    return goToIfAny(call, isNow(call, condition) ? then : otherwise);
  },
  ExecIf: execIf,
  ExecIfTime: execIfTime,
  Exec: (call) => execute(call, call.data),
  TryExec: tryExec,
  Incomplete: async ({ channel, data }) => {
    if (data !== "n" && channel.state !== "Up") channel.answer();
    return await Promise.resolve("incomplete");
  },
};

/** Goes where a text says; without such a label the call ends. */
export function goTo({ engine, channel }: ApplicationCall, target: string): ApplicationResult {
  return jump(engine, channel, target) ? "continue" : "hangup";
}

/** Goes where a text says, or on when it says nothing. */
export function goToIfAny(call: ApplicationCall, target: string): ApplicationResult {
  return target === "" ? "continue" : goTo(call, target);
}

async function execIf(call: ApplicationCall): Promise<ApplicationResult> {
  const { condition, then, otherwise } = splitExec(call.data);
  const chosen = isTrueCondition(condition) ? then : otherwise;
  return chosen === "" ? "continue" : await execute(call, chosen);
}

/** As other choices, but for colons within the parentheses of what follows. */
function splitExec(data: string): { condition: string; then: string; otherwise: string } {
  const question = data.indexOf("?");
  if (question < 0) return { condition: data, then: "", otherwise: "" };
  const branches = data.slice(question + 1);
  let [depth, isQuoted] = [0, false];
  for (let at = 0; at < branches.length; at++) {
    const character = branches[at];
    if (character === "\\") at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (character === ":" && depth <= 0 && !isQuoted) {
      return { condition: data.slice(0, question), then: branches.slice(0, at), otherwise: branches.slice(at + 1) };
    }
  }
  return { condition: data.slice(0, question), then: branches, otherwise: "" };
}

async function execIfTime(call: ApplicationCall): Promise<ApplicationResult> {
  const question = call.data.indexOf("?");
  if (question < 0 || !isNow(call, call.data.slice(0, question))) return "continue";
  return await execute(call, call.data.slice(question + 1));
}

/** The time, or the one that a test has set (`TESTTIME` of Asterisk's own tests). */
function isNow({ engine, channel, pbx }: ApplicationCall, spec: string): boolean {
  const testTime = Number(engine.read("TESTTIME", channel) || NaN);
  const time = new Date(Number.isFinite(testTime) ? testTime * 1_000 : pbx.clock.now());
  return matchesTime(parseTimeSpec(spec), time);
}

async function tryExec(call: ApplicationCall): Promise<ApplicationResult> {
  const { engine, channel, data } = call;
  const { name } = splitApplication(data);
  if (!engine.knows(name)) {
    channel.setVariable("TRYSTATUS", "NOAPP");
    return "continue";
  }
  const result = await execute(call, data);
  channel.setVariable("TRYSTATUS", result === "hangup" ? "FAILED" : "SUCCESS");
  return channel.isHungUp ? "hangup" : "continue";
}

/** Runs `Application(arguments)`; one that does not exist ends the call. */
async function execute({ engine, channel }: ApplicationCall, text: string): Promise<ApplicationResult> {
  const { name, data } = splitApplication(text);
  if (!engine.knows(name)) return "hangup";
  return await engine.execute(channel, name, data);
}

function splitApplication(text: string): { name: string; data: string } {
  const open = text.indexOf("(");
  if (open < 0) return { name: text.trim(), data: "" };
  const close = text.lastIndexOf(")");
  return { name: text.slice(0, open).trim(), data: text.slice(open + 1, close < open ? undefined : close) };
}
