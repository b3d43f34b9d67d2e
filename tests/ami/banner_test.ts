import { assertEquals, assertThrows } from "@std/assert";
import { defaultPort, parseBanner } from "../../ami/banner.ts";

Deno.test("defaultPort is the port of Asterisk's own manager.conf", () => {
  assertEquals(defaultPort, 5038);
});

for (const end of ["", "\n", "\r\n"]) {
  Deno.test(`parseBanner() splits at the last slash when the line ends with ${JSON.stringify(end)}`, () => {
    assertEquals(parseBanner(`Asterisk Call Manager/11.0.0${end}`), {
      product: "Asterisk Call Manager",
      version: "11.0.0",
    });
    assertEquals(parseBanner(`Proxy/Manager/2${end}`), { product: "Proxy/Manager", version: "2" });
  });
}

for (
  const line of [
    "",
    "/11.0.0",
    "Asterisk Call Manager",
    "Asterisk Call Manager/",
    "HTTP/1.1 400 Bad Request",
    "A/1\nB/2",
  ]
) {
  Deno.test(`parseBanner() throws when the line is ${JSON.stringify(line)}`, () => {
    assertThrows(
      () => parseBanner(line),
      SyntaxError,
      `Cannot parse manager banner: current value is ${JSON.stringify(line)}`,
    );
  });
}

Deno.test("parseBanner() does not repeat a whole stream when the line never ends", () => {
  const error = assertThrows(() => parseBanner("x".repeat(100_000)), SyntaxError);

  assertEquals(error.message.length < 200, true);
});

Deno.test("parseBanner() throws for every proper prefix that has no version", () => {
  const line = "Asterisk Call Manager/11.0.0";
  for (let cut = 0; cut <= line.indexOf("/"); cut++) assertThrows(() => parseBanner(line.slice(0, cut)), SyntaxError);
});
