import { assertEquals } from "@std/assert";
import { TestChannel } from "../../core/test_channel.ts";

Deno.test("functions of variables read and set them", () => {
  using given = new TestChannel();
  const { pbx: { dialplan }, channel } = given;
  const read = (name: string) => dialplan.read(name, channel);

  dialplan.write("ARRAY(A,B)", "1,2", channel);
  dialplan.write("GLOBAL(G)", "all", channel);
  dialplan.write("LOCAL(L)", "nowhere", channel);

  assertEquals([read("A"), read("B"), read("G"), read("GLOBAL(G)"), read("L")], ["1", "2", "all", "all", undefined]);
  assertEquals([read("INC(A)"), read("A"), read("DEC(A)"), read("INC(G)")], ["2", "2", "1", ""]);
  assertEquals([read("SET(C=x=y)"), read("C")], ["x=y", "x=y"]);
});
