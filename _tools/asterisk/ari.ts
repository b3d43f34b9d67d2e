/** Asks an Asterisk whether its ARI is there. */
import type { AriUser } from "./state.ts";

/** Rejects unless ARI answers this user. */
export async function requireAri(
  { url, username, password }: AriUser & { readonly url: string },
  { signal = AbortSignal.timeout(10_000) }: { signal?: AbortSignal } = {},
): Promise<void> {
  const authorization = `Basic ${btoa(`${username}:${password}`)}`;
  let response: Response;
  try {
    response = await fetch(`${url}/ari/asterisk/ping`, { headers: { authorization }, signal });
  } catch (cause) {
    throw new Error(`Cannot reach ARI at ${url}: is Asterisk up, and its HTTP server enabled?`, { cause });
  }
  await response.body?.cancel();
  if (!response.ok) throw new Error(`Cannot use ARI at ${url} as "${username}": Asterisk answered ${response.status}`);
}
