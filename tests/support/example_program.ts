import { type AriClient, connect } from "@asterism/asterisk/ari";
import { simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import type { SimulateOptions } from "@asterism/asterisk/simulator";

/** A simulated Asterisk in memory whose extension 100 enters an application, and a client of it. */
export async function withExample(
  app: string,
  options: Pick<SimulateOptions, "endpoints" | "files">,
  body: (given: { pbx: SimulatedPbx; ari: AriClient; lines: string[] }) => Promise<void>,
): Promise<void> {
  await using pbx = await simulate({ listen: false, ...options, files: { ...dialplan(app), ...options.files } });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  await body({ pbx, ari, lines: [] });
}

/** Starts an example as a program of its own against a simulated Asterisk on a port; resolves once it serves its application. */
export async function withProgram(
  path: string,
  app: string,
  body: (given: { pbx: SimulatedPbx; stop: () => Promise<string> }) => Promise<void>,
): Promise<void> {
  await using pbx = await simulate({ files: dialplan(app) });
  const { username, password } = pbx.ari.user;
  const program = new Deno.Command("deno", {
    args: ["run", "--no-prompt", "--allow-net=127.0.0.1", path, pbx.ari.url, username, password],
    cwd: new URL("../../", import.meta.url),
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  await using client = await connect(pbx.ari.url, pbx.ari.user);
  while (!(await client.applications.list()).some(({ name }) => name === app));
  await body({
    pbx,
    async stop() {
      program.kill("SIGTERM");
      return new TextDecoder().decode((await program.output()).stdout);
    },
  });
}

function dialplan(app: string): Record<string, string> {
  return {
    "extensions.conf": `[default]
exten => 100,1,Stasis(${app})
 same => n,Hangup()
exten => sales,1,Playback(hello-world)
 same => n,Hangup()
exten => time,1,Hangup()
`,
  };
}
