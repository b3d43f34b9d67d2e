/** Which ports are taken. */
import { tlsPorts } from "./configuration.ts";
import type { Ports } from "./state.ts";

const LOOPBACK = "127.0.0.1";

/** Throws when another program has one of these ports, and says which. UDP is looked up in the text of `/proc/net/udp`. */
export function requireFreePorts(ports: Ports, udpTable: string): void {
  const { http, manager, sip } = ports;
  for (const port of [http, manager, ...Object.values(tlsPorts(ports))]) {
    try {
      Deno.listen({ hostname: LOOPBACK, port }).close();
    } catch (cause) {
      throw taken(port, "TCP", { cause });
    }
  }
  if (boundPorts(udpTable).has(sip)) throw taken(sip, "UDP");
}

/** Reads the ports that are bound on loopback, or on all interfaces, out of the kernel's table. */
export function boundPorts(table: string): Set<number> {
  // Addresses are little-endian: 127.0.0.1 is 0100007F.
  const addresses = table.matchAll(/^ *[0-9]+: (?:0100007F|00000000):([0-9A-F]{4}) /gm);
  return new Set(Array.from(addresses, ([, port = ""]) => parseInt(port, 16)));
}

function taken(port: number, protocol: string, options?: ErrorOptions): Error {
  return new Error(
    `Cannot start Asterisk as ${protocol} port ${port} is taken: choose other ports with --http, --manager, --sip`,
    options,
  );
}
