/** Connects and sends a first request, with this library: what `ari_start.ts` measures, from the start of the process to its end. */
import { connect } from "../../ari/mod.ts";

const [url = ""] = Deno.args;
const ari = await connect(url, { username: "flood", password: "flood" });
await ari.asterisk.ping();
Deno.exit();
