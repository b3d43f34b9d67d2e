import { connect } from "@asterism/asterisk/ari";
import { helloWorld } from "../../examples/hello_world.ts";
import type { WireEvent } from "../support/trace.ts";
import type { Conformance } from "./harness.ts";

/**
 * The hello-world program and one caller, who hears the greeting, presses `4`, `*` and `#`, each after the last prompt has
 * ended, and hangs up when the program has let go. Resolves with every event that the program's client got.
 */
export async function callHelloWorld({ backend, signal }: Conformance): Promise<WireEvent[]> {
  const errors: unknown[] = [];
  const events: WireEvent[] = [];
  await using ari = await connect(backend.url, {
    ...backend.user,
    ...backend.connection,
    onError: (error) => errors.push(error),
  });
  ari.on("*", (event) => events.push(JSON.parse(JSON.stringify(event))));
  helloWorld(ari);
  await using _ = await ari.register({ apps: "hello-world", signal });

  const greeted = ari.once("PlaybackFinished", { signal });
  await using call = await backend.call("100");
  await greeted;
  for (const digit of ["4", "*"]) {
    const said = ari.once("PlaybackFinished", { signal });
    await call.press(digit);
    await said;
  }
  const left = ari.once("StasisEnd", { signal });
  await call.press("#");
  await left;
  await call.hangup();
  await call.ended();

  if (errors.length > 0) throw new AggregateError(errors, `Cannot finish the call: ${errors.length} handlers failed`);
  return events;
}
