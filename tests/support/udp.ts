/** UDP sockets of the test phones, on loopback. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";

/** The only interface that the test phones use. */
export const LOOPBACK = "127.0.0.1";

/** Opens a socket on a free port. */
export async function openSocket(): Promise<Socket> {
  const socket = createSocket("udp4");
  socket.bind(0, LOOPBACK);
  await once(socket, "listening");
  return socket;
}

/** Closes a socket, once. */
export async function closeSocket(socket: Socket): Promise<void> {
  const closed = once(socket, "close");
  socket.close();
  await closed;
}
