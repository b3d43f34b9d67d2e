import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { methodResults, renderMethod, takesParameters } from "../../../ari/_tools/render_method.ts";
import type { Operation } from "../../../ari/operation.ts";
import { fixtureInput } from "./swagger_fixture.ts";

const input = fixtureInput();
const [list, hangup, play, eventWebsocket] = input.api.operations;
if (!list || !hangup || !play || !eventWebsocket) throw new Error("Cannot test renderMethod(): the fixture changed");

Deno.test("renderMethod() writes summary, request, releases and refusals above the signature", () => {
  assertEquals(
    renderMethod(hangup),
    `  /**
   * Hangs up.
   *
   * \`DELETE /channels/{channelId}\`, since Asterisk 13.9.0 and 13.10.0. Refused with 404 or 409.
   */
  hangup(params: ChannelsHangupParameters, options?: CallOptions): Promise<void>;`,
  );
});

for (
  const [operation, given, signature] of [
    [list, [], "list(options?: CallOptions): Promise<Channel[]>;"],
    [play, [], "play(params: ChannelsPlayParameters, options?: CallOptions): Promise<Sound>;"],
    [
      hangup,
      ["channelId"],
      'hangup(params?: Omit<ChannelsHangupParameters, "channelId">, options?: CallOptions): Promise<void>;',
    ],
    [
      { ...hangup, parameters: hangup.parameters.slice(0, 1) },
      ["channelId"],
      "hangup(options?: CallOptions): Promise<void>;",
    ],
    [
      eventWebsocket,
      [],
      "eventWebsocket(params: EventsEventWebsocketParameters, options?: CallOptions): Promise<WebSocketLike>;",
    ],
    [
      { ...list, result: { kind: "binary" } },
      [],
      "list(options?: CallOptions): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;",
    ],
  ] satisfies [Operation, string[], string][]
) {
  Deno.test(`renderMethod() writes ${signature}`, () => {
    assertStringIncludes(renderMethod(operation, given), `\n  ${signature}`);
  });
}

Deno.test("renderMethod() refuses a nickname that is no method name", () => {
  assertThrows(() => renderMethod({ ...list, nickname: "a-b" }), Error, '"a-b" is not a method name');
});

Deno.test("takesParameters() does not count those that are given", () => {
  assertEquals([takesParameters(list), takesParameters(hangup), takesParameters(hangup, ["channelId", "reason"])], [
    false,
    true,
    false,
  ]);
});

Deno.test("methodResults() tells plain models from objects", () => {
  assertEquals(methodResults(input.api.operations, input), { plain: ["Sound"], objects: ["Channel"] });
});
