import { assertEquals } from "@std/assert";
import { lintApplication, lintPlace } from "./dialplan_source.ts";

for (
  const [application, ...expected] of [
    ["Dial(PJSIP/a,20,tY)", "dialplan-option-unknown"],
    ["Dial(PJSIP/a,20,tTt)", "dialplan-option-twice"],
    ["Dial(PJSIP/a,20,m(default)", "dialplan-arguments-unbalanced"],
    ["Dial(PJSIP/a,20,gb(sub^s^1(x))tTU(x^1)L(60000:30000:10000))"],
    ["Dial(PJSIP/a,20,${OPTIONS}Y)"],
    ["Playback(x,skip)"],
    ["VoiceMail(100@default,u)"],
    ["WaitExten(5,m(default))"],
    ["Queue(sales,cnH)"],
  ] satisfies [string, ...string[]][]
) {
  Deno.test(`lintOptions() finds ${expected.join(", ") || "nothing"} in ${application}`, () => {
    const found = lintApplication(application).filter((code) => code !== "dialplan-option-open");

    assertEquals(found, expected);
  });
}

Deno.test("lintOptions() finds an option whose parenthesis is open", () => {
  assertEquals(lintApplication("Dial(PJSIP/a,20,m(default)").includes("dialplan-option-open"), true);
});

Deno.test("lintOptions() names the letter", () => {
  assertEquals(lintPlace("[a]\nexten => s,1,Dial(PJSIP/a,20,tYT)\n", "dialplan-option-unknown")?.found, "Y");
});
