import { assertEquals } from "@std/assert";
import { debianMirror, isInstalled, rootOf } from "../../../_tools/asterisk/bootstrap.ts";
import { makeCache } from "./cache.ts";

Deno.test("debianMirror() picks Debian's own mirror, neither that of another origin nor that of security updates", () => {
  const list = [
    "http://a.example/security/|Debian|Debian-Security",
    "http://b.example/cloud/|Cloud|Cloud",
    "https://c.example/debian/|Debian|Debian",
    "http://d.example/debian/|Debian|Debian",
    "",
  ].join("\n");

  assertEquals(debianMirror(list), "https://c.example/debian/");
});

Deno.test("debianMirror() leaves out what debootstrap can't read from", () => {
  assertEquals(debianMirror("cdrom://disc/|Debian|Debian\nfile:/srv/debian/|Debian|Debian\n"), "file:/srv/debian/");
});

Deno.test("debianMirror() is undefined when apt knows no mirror of Debian", () => {
  assertEquals(debianMirror("http://a.example/ubuntu/|Ubuntu|Ubuntu\n"), undefined);
  assertEquals(debianMirror(""), undefined);
});

Deno.test("isInstalled() takes an installation that was cut short for none", async () => {
  await using cache = await makeCache();
  assertEquals(await isInstalled(cache.path), false);

  await Deno.mkdir(`${rootOf(cache.path)}/usr/sbin`, { recursive: true });
  assertEquals(await isInstalled(cache.path), false);

  await Deno.writeTextFile(`${rootOf(cache.path)}/.installed`, "");
  assertEquals(await isInstalled(cache.path), true);
});
