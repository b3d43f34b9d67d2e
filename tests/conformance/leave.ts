import type { Transport } from "../../_internal/transport.ts";

/** An Asterisk as far as leaving it goes. */
export interface Left {
  readonly url: string;
  readonly user: { readonly username: string; readonly password: string };
  readonly transport: Pick<Transport, "fetch">;
}

/**
 * Must come before a WebSocket that was opened with this query is closed: where it hears everything, a device state that changes at
 * that moment makes a real Asterisk 22.10 wait for itself, and no request is answered any more. See `ari/farewell.ts`.
 */
export async function leave({ url, user, transport }: Left, query: string): Promise<void> {
  const parameters = new URLSearchParams(query);
  if (!parameters.has("subscribeAll")) return;
  const authorization = `Basic ${btoa(`${user.username}:${user.password}`)}`;
  const apps = (parameters.get("app") ?? "").split(",");
  await Promise.all(apps.map(async (app) => {
    const path = `/ari/applications/${encodeURIComponent(app)}/subscription?eventSource=deviceState:`;
    const response = await transport.fetch(url + path, { method: "DELETE", headers: { authorization } });
    await response.body?.cancel();
  }));
}
