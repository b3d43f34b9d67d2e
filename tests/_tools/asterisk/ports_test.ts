import { assertEquals, assertThrows } from "@std/assert";
import { boundPorts, requireFreePorts } from "../../../_tools/asterisk/ports.ts";

const hostname = "127.0.0.1";

// 127.0.0.1:15060, 0.0.0.0:53, and 192.168.0.1:5060, which is not in our way.
const table =
  `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
   21: 0100007F:3AD4 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 33360 2 0000000000000000 0
 1042: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 33361 2 0000000000000000 0
 1043: 0100A8C0:13C4 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 33362 2 0000000000000000 0
`;

/** Two TCP ports that were free a moment ago. */
function findPorts(): { http: number; manager: number } {
  const listeners = [Deno.listen({ hostname, port: 0 }), Deno.listen({ hostname, port: 0 })];
  const [http = 0, manager = 0] = listeners.map(({ addr }) => addr.port);
  for (const listener of listeners) listener.close();
  return { http, manager };
}

Deno.test("requireFreePorts() accepts ports that nobody has, and leaves them free", () => {
  const ports = { ...findPorts(), sip: 5060, rtp: 0 };

  requireFreePorts(ports, table);
  requireFreePorts(ports, table);
});

Deno.test("requireFreePorts() names the TCP port that is taken", () => {
  const ports = { ...findPorts(), sip: 5060, rtp: 0 };
  using _ = Deno.listen({ hostname, port: ports.manager });

  assertThrows(() => requireFreePorts(ports, table), Error, `TCP port ${ports.manager} is taken`);
});

Deno.test("requireFreePorts() names the UDP port that is taken", () => {
  const ports = { ...findPorts(), sip: 15060, rtp: 0 };

  assertThrows(() => requireFreePorts(ports, table), Error, `UDP port 15060 is taken`);
});

Deno.test("boundPorts() reads what is bound on loopback or everywhere", () => {
  assertEquals(boundPorts(table), new Set([15060, 53]));
});
