import { readState } from "../../_tools/asterisk.ts";
import { AsteriskPhone } from "../support/asterisk_phone.ts";
import type { AsteriskCall } from "../support/asterisk_call.ts";
import type { Backend, BackendCall, User } from "./backend.ts";

/** The real Asterisk that `deno task test:asterisk` has started, or the one that the environment names. */
export async function openAsterisk(): Promise<Backend> {
  const state = await readState();
  if (state === undefined) throw new Error("Cannot find an Asterisk to test against: run deno task test:asterisk");
  if (state.origin !== "installed") {
    throw new Error("Cannot place calls on the Asterisk that the environment names: unset ASTERISK_URL");
  }
  const { url, username, password, readOnly, sip } = state;
  await requireAnswer(url, { username, password });
  const phone = await AsteriskPhone.open({ server: sip, user: "alice", displayName: "Alice" });
  const calls = new WeakMap<BackendCall, AsteriskCall>();
  return {
    name: "Asterisk",
    url,
    user: { username, password },
    readOnlyUser: readOnly,
    connection: {},
    fetch: (path, init) => fetch(url + path, init),
    async call(extension) {
      const call = await phone.call(extension);
      const backendCall: BackendCall = {
        answered: () => call.answered,
        press: (digit) => call.press(digit),
        hold: (isHeld) => call.hold(isHeld),
        transfer: (target) => call.transfer(typeof target === "string" ? target : calls.get(target) ?? ""),
        hangup: () => call.hangup(),
        ended: () => call.ended(),
        [Symbol.asyncDispose]: () => call[Symbol.asyncDispose](),
      };
      calls.set(backendCall, call);
      return backendCall;
    },
    message: (extension, text) => phone.message(extension, text),
    async register() {
      const bob = await AsteriskPhone.open({ server: sip, user: "bob", displayName: "Bob" });
      await bob.register();
      return {
        async incoming() {
          const call = await bob.incoming();
          call.ring();
          return call;
        },
        [Symbol.asyncDispose]: () => bob[Symbol.asyncDispose](),
      };
    },
    [Symbol.asyncDispose]: () => phone[Symbol.asyncDispose](),
  };
}

/** How long a real Asterisk may take over the simplest of requests, in milliseconds. */
const answerLimit = 20_000;

/** One that has locked up answers nothing any more: each test says so at once then, rather than after its whole time. */
async function requireAnswer(url: string, { username, password }: User): Promise<void> {
  const headers = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
  const signal = AbortSignal.timeout(isStuck ? 1_000 : answerLimit);
  // No connection is kept: some tests count them.
  using client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  try {
    const response = await fetch(`${url}/ari/asterisk/ping`, { headers, signal, client });
    await response.body?.cancel();
    isStuck = false;
  } catch (cause) {
    isStuck = true;
    throw new Error("Cannot test: this Asterisk does not answer any more, since the test before or earlier", { cause });
  }
}

let isStuck = false;
