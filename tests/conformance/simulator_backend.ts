import { simulate } from "@asterism/asterisk/simulator";
import extensions from "../../_tools/asterisk/extensions.conf" with { type: "text" };
import type { Backend } from "./backend.ts";

/** The simulator in memory, on virtual time; or on a port, on real time. */
export async function openSimulator(options: { listen?: boolean } = {}): Promise<Backend> {
  const { listen = false } = options;
  const pbx = await simulate({
    listen,
    // The real one allows this origin too.
    files: {
      "extensions.conf": extensions,
      "ari.conf": "[general]\nallowed_origins = http://localhost:8000\n",
    },
    users: [
      { username: "asterism", password: "simulated" },
      { username: "reader", password: "simulated", readOnly: true },
    ],
    endpoints: { "PJSIP/alice": { state: "offline" }, "PJSIP/bob": { state: "offline" } },
    sounds: { "asterisk-friend": 1_000 }, // Not among Debian's sounds: the real one has a second of silence in its place.
  });
  const { user, readOnlyUser, url } = pbx.ari;
  return {
    name: "simulator",
    url,
    user,
    readOnlyUser,
    connection: pbx.connection,
    fetch: (path, init) => pbx.transport.fetch(url + path, init),
    async call(extension) {
      const call = await pbx.phone("PJSIP/alice").call(extension);
      return {
        answered: () => call.answered(),
        press: (digit) => call.press(digit),
        hangup: () => call.hangup(),
        ended: () => call.ended(),
        [Symbol.asyncDispose]: () => call.hangup(),
      };
    },
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
