import { assertEquals } from "@std/assert";
import { Logging } from "../../../simulator/core/logging.ts";

for (
  const [configuration, levels] of [
    ["notice,WARNING", "NOTICE WARNING"],
    [" notice , bogus", "NOTICE"],
    ["[json]error", "ERROR"],
    ["[unknown]error", "ERROR"],
    ["[json", ""],
    ["verbose(3)", "VERBOSE"],
    ["verbose(x)", ""],
    ["trace(2)", ""],
    [",", ""],
    ["*", "DEBUG TRACE NOTICE WARNING ERROR VERBOSE DTMF CC FAX PJSIP_HISTORY SECURITY"],
  ] as const
) {
  Deno.test(`Logging.add() takes "${configuration}" for the levels "${levels}"`, () => {
    const logging = new Logging();

    const result = logging.add("x", configuration);

    assertEquals([result, logging.list()[0]?.levels.join(" ")], ["done", levels]);
  });
}

Deno.test("Logging.add() makes files, syslog and the console by their names", () => {
  const logging = new Logging();

  const results = ["x", "/tmp/y", "syslog.LOCAL3", "Console", "no/such", "syslog.nope", "x"].map((name) =>
    logging.add(name, "error")
  );

  assertEquals(results, ["done", "done", "done", "done", "failed", "failed", "exists"]);
  assertEquals(logging.list().map(({ channel, type }) => `${type} ${channel}`), [
    "Console ",
    "Syslog syslog.LOCAL3",
    "File /tmp/y",
    "File /var/log/asterisk/x",
    "File /var/log/asterisk/messages.log",
  ]);
});

Deno.test("Logging.rotate() forgets what was made while it runs, found or not", () => {
  const logging = new Logging();
  logging.add("x", "error");

  const rotated = [logging.rotate("nobody"), logging.rotate("x"), logging.rotate("messages.log")];

  assertEquals([rotated, logging.list().length, logging.remove("x")], [[false, false, true], 1, false]);
});
