import { assertEquals } from "@std/assert";
import { mountsBelow } from "../../../_tools/asterisk/mounts.ts";

const mountinfo = [
  "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
  "23 22 0:21 / /proc rw,nosuid - proc proc rw",
  "30 22 0:30 / /srv/pbx/root/dev rw - devtmpfs udev rw",
  "31 30 0:31 / /srv/pbx/root/dev/pts rw - devpts devpts rw",
  "32 22 0:32 / /srv/pbx/root/proc rw - proc proc rw",
  "33 32 0:33 / /srv/pbx/root/proc rw - proc proc rw",
  "34 22 0:34 / /srv/pbx/root2/proc rw - proc proc rw",
  "35 22 0:35 / /srv/a\\040folder/proc rw - proc proc rw",
  "",
].join("\n");

Deno.test("mountsBelow() lists the deepest first, and each as often as it is mounted", () => {
  assertEquals(mountsBelow("/srv/pbx/root", mountinfo), [
    "/srv/pbx/root/dev/pts",
    "/srv/pbx/root/proc",
    "/srv/pbx/root/proc",
    "/srv/pbx/root/dev",
  ]);
});

Deno.test("mountsBelow() takes the folder itself, and no folder whose name only starts alike", () => {
  assertEquals(mountsBelow("/srv/pbx/root/proc", mountinfo), ["/srv/pbx/root/proc", "/srv/pbx/root/proc"]);
  assertEquals(mountsBelow("/srv/pbx/roo", mountinfo), []);
});

Deno.test("mountsBelow() reads blanks, which the kernel writes in octal", () => {
  assertEquals(mountsBelow("/srv/a folder", mountinfo), ["/srv/a folder/proc"]);
});
