import { assertEquals } from "@std/assert";
import { RtpMeter } from "../../../simulator/core/rtp_meter.ts";
import { seededRandom } from "../../../simulator/random.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";

Deno.test("RtpMeter counts 50 packets a second: all the time inwards, outwards what is sent, mixed", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  const meter = new RtpMeter({ clock, random: seededRandom(1) });
  await clock.tick(1_000);

  const finish = meter.send();
  await clock.tick(100);
  const during = meter.sent;
  const finishOther = meter.send();
  await clock.tick(100);
  finish();
  await clock.tick(100);
  finishOther();
  await clock.tick(1_000);

  assertEquals(during, { packets: 5, octets: 800 });
  assertEquals([meter.sent, meter.received], [{ packets: 15, octets: 2_400 }, { packets: 115, octets: 18_400 }]);
});

Deno.test("RtpMeter.ssrcs stay what they are", () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  const meter = new RtpMeter({ clock, random: seededRandom(1) });

  const { local, remote } = meter.ssrcs;

  assertEquals([meter.ssrcs, local === remote, local < 2 ** 31], [{ local, remote }, false, true]);
});
