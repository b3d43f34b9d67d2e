import { OpenCall } from "../../../ami/calls/open_call.ts";
import { assertEquals } from "@std/assert";

function makeCall(linkedid: string, start: number, maxDetails: number): OpenCall {
  const call = new OpenCall(linkedid, maxDetails);
  const texts = { channel: linkedid, callerNumber: "", callerName: "", accountCode: "", context: "", extension: "" };
  call.open.add(linkedid);
  call.legs.set(linkedid, { uniqueid: linkedid, ...texts, start: new Date(start) });
  return call;
}

Deno.test("OpenCall takes all of another, as far as there is room, and begins when the first leg did", () => {
  const first = makeCall("a", 5, 3);
  const second = makeCall("b", 3, 3);
  second.holds.push({ uniqueid: "b", start: new Date(4) }, { uniqueid: "b", start: new Date(6) });
  first.merge(second);
  const record = first.toRecord();

  assertEquals([record.linkedids, record.start?.getTime(), record.end, record.answer], [
    ["a", "b"],
    3,
    undefined,
    undefined,
  ]);
  assertEquals([record.legs.length, record.holds.length, record.leftOut, record.isComplete], [2, 1, 1, false]);
});

Deno.test("OpenCall makes records that later events do not change", () => {
  const call = makeCall("a", 0, 10);
  const record = call.toRecord();
  const leg = call.legs.get("a");
  if (leg !== undefined) leg.end = new Date(1);
  assertEquals([record.legs[0]?.end, call.toRecord().legs[0]?.end?.getTime()], [undefined, 1]);
});
