/** The load of `simulator_ratios.ts`: calls that are placed, answered, hung up and gone, over the same sockets on any Asterisk. */

/** Where the load goes. */
export interface Target {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** The cycles a second of so many callers at once, each with one call at a time. */
export async function measureCycles(target: Target, callers: number, cycles: number): Promise<number> {
  const headers = { authorization: `Basic ${btoa(`${target.username}:${target.password}`)}` };
  const application = `load${Math.floor(Math.random() * 1e6)}`;
  const socket = new WebSocket(`${target.url.replace("http", "ws")}/ari/events?app=${application}`, { headers });
  const waiting = new Map<string, () => void>();
  socket.addEventListener("message", ({ data }) => {
    const { type, channel } = JSON.parse(data);
    if (type !== "StasisStart" && type !== "ChannelDestroyed") return;
    const key = `${type} ${channel.id}`;
    waiting.get(key)?.();
    waiting.delete(key);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  const event = (type: string, id: string) => {
    return new Promise<void>((resolve) => void waiting.set(`${type} ${id}`, resolve));
  };
  const request = async (method: string, path: string) => {
    const response = await fetch(`${target.url}/ari${path}`, { method, headers });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`Cannot measure: ${method} ${path} was answered ${response.status}`);
  };

  let left = cycles;
  let number = 0;
  const call = async () => {
    while (left-- > 0) {
      const id = `${application}-${++number}.`;
      const started = event("StasisStart", id);
      const destroyed = event("ChannelDestroyed", id);
      await request("POST", `/channels/${id}?endpoint=Local/up@conformance&app=${application}`);
      await started;
      await request("POST", `/channels/${id}/answer`);
      await request("DELETE", `/channels/${id}`);
      await destroyed;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: callers }, call));
  const seconds = (performance.now() - start) / 1_000;
  const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
  socket.close();
  await closed;
  return cycles / seconds;
}
