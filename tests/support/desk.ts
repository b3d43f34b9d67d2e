import { type AriClient, connect } from "@asterism/asterisk/ari";
import { simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";

const extensions = `[default]
exten => 100,1,Stasis(desk)
 same => n,Wait(20)
 same => n,Hangup()
exten => 3000,1,Answer()
 same => n,Wait(600)
`;

const endpoints = {
  "PJSIP/bob": { onCall: { answer: 1_000, talk: 60_000 } },
  "PJSIP/carol": { onCall: { reject: 0 } },
  "PJSIP/dave": { onCall: {} },
} as const;

/** Runs `body` with a client that has registered `desk`, and with somebody who answers, one who is busy, one who lets it ring. */
export async function withDesk(body: (given: { pbx: SimulatedPbx; ari: AriClient }) => Promise<void>): Promise<void> {
  await using pbx = await simulate({ listen: false, files: { "extensions.conf": extensions }, endpoints });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  await using _ = await ari.register({ apps: "desk" });
  await body({ pbx, ari });
}
