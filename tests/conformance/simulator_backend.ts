import { type PhoneCall, simulate, type Transport } from "@asterism/asterisk/simulator";
import { ariConfiguration } from "../../_tools/asterisk/configuration.ts";
import extensions from "../../_tools/asterisk/extensions.conf" with { type: "text" };
import { configurationFiles, DEFAULT_PORTS } from "../../_tools/asterisk/configuration.ts";
import type { Backend, BackendCall } from "./backend.ts";

/** How the simulator is opened. */
export interface SimulatorBackendOptions {
  /** Whether it opens a port; its time is real then. */
  readonly listen?: boolean;
  /** Configuration files besides those that it has, or instead of them. */
  readonly files?: Record<string, string>;
  /** The way from it to other servers. */
  readonly network?: Pick<Transport, "connect">;
}

/** The simulator in memory, on virtual time; or on a port, on real time. It has the `ari.conf` of the real one. */
export async function openSimulator(options: SimulatorBackendOptions = {}): Promise<Backend> {
  const { listen = false, files = {}, network } = options;
  const pbx = await simulate({
    listen,
    files: {
      "extensions.conf": extensions,
      "ari.conf": ariConfiguration,
      "pjsip.conf": configurationFiles(DEFAULT_PORTS)["pjsip.conf"] ?? "",
      ...files,
    },
    endpoints: { "PJSIP/alice": { state: "offline" }, "PJSIP/bob": { state: "offline" } },
    sounds: { "asterisk-friend": 1_000 }, // Not among Debian's sounds: the real one has a second of silence in its place.
    ...(network !== undefined && { network }),
  });
  const { user, readOnlyUser, url } = pbx.ari;
  const calls = new WeakMap<BackendCall, PhoneCall>();
  return {
    name: "simulator",
    url,
    user,
    readOnlyUser,
    connection: pbx.connection,
    fetch: (path, init) => pbx.transport.fetch(url + path, init),
    async call(extension) {
      const call = await pbx.phone("PJSIP/alice").call(extension);
      const backendCall: BackendCall = {
        answered: () => call.answered(),
        press: (digit) => call.press(digit),
        hold: (isHeld) => Promise.resolve(isHeld ? call.hold() : call.unhold()),
        transfer: (target) => call.transfer(typeof target === "string" ? target : calls.get(target) ?? ""),
        hangup: () => call.hangup(),
        ended: () => call.ended(),
        [Symbol.asyncDispose]: () => call.hangup(),
      };
      calls.set(backendCall, call);
      return backendCall;
    },
    message: (extension, text) => pbx.phone("PJSIP/alice").send(extension, text),
    register() {
      const bob = pbx.phone("PJSIP/bob");
      bob.register();
      return Promise.resolve({
        async incoming() {
          const call = await bob.incoming();
          return {
            progress: () => call.progress(),
            answer: () => Promise.resolve(call.answer()),
            reject: (status: number) => Promise.resolve(call.reject({ status })),
            hold: (isHeld: boolean) => Promise.resolve(isHeld ? call.hold() : call.unhold()),
            press: (digit: string) => call.press(digit),
            hangup: () => call.hangup(),
            ended: () => call.ended(),
          };
        },
        [Symbol.asyncDispose]: () => Promise.resolve(bob.unregister()),
      });
    },
    async [Symbol.asyncDispose]() {
      await pbx[Symbol.asyncDispose]();
    },
  };
}
