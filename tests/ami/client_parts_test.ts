import { partsOf } from "../../ami/client_parts.ts";
import { AmiClient, AmiError } from "@asterism/asterisk/ami";
import { AmiServer } from "../support/ami_server.ts";
import { assertEquals, assertThrows } from "@std/assert";

Deno.test("partsOf() knows the parts of a client, and of nothing else", () => {
  const { isConnected, wishes } = partsOf(new AmiClient(new AmiServer().options));
  assertEquals([isConnected(), wishes.asksFor("call")], [false, true]);
  assertThrows(() => partsOf({}), AmiError, "no client that connect() made");
});
