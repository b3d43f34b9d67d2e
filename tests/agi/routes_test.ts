import type { AgiHandler } from "@asterism/asterisk/agi";
import { Router } from "../../agi/routes.ts";
import { assertEquals, assertThrows } from "@std/assert";

const handlers: Record<string, AgiHandler> = { a: () => {}, b: () => {}, c: () => {}, d: () => {} };

function found(router: Router, path: string): unknown {
  const match = router.find(path);
  if (match === undefined) return undefined;
  const [name] = Object.entries(handlers).find(([, handler]) => handler === match.handler) ?? [];
  return [name, { ...match.params }];
}

const { a = () => {}, b = () => {}, c = () => {}, d = () => {} } = handlers;
const router = new Router({ "*": d, "/ask": a, "/queue/:name": b, "/ivr/*": c });

Deno.test.each([
  ["/ask", ["a", {}]],
  ["/ask/", ["a", {}]],
  ["/queue/sales%20north", ["b", { name: "sales north" }]],
  ["/queue/a%2Fb", ["b", { name: "a/b" }]],
  ["/ivr/x/y", ["c", {}]],
  ["/ivr", ["c", {}]],
  ["/", ["d", {}]],
  ["/queue/a/b", ["d", {}]],
  ["/ask/../ivr", undefined],
  ["/ask/%2e%2e", undefined],
  ["/queue/%00", undefined],
  ["/queue/%zz", undefined],
])("Router.find() of %s", (path, expected) => {
  assertEquals(found(router, path), expected);
});

Deno.test("Router takes one handler for all, and finds nothing where no route fits", () => {
  assertEquals(found(new Router(a), "/x"), ["a", {}]);
  assertEquals(found(new Router({ "/ask": a }), "/x"), undefined);
});

Deno.test("Router refuses routes that none can fit", () => {
  assertThrows(() => new Router({}), TypeError, "there is no route");
  assertThrows(() => new Router({ ask: a }), TypeError, 'Cannot serve AGI at "ask": a route begins with a slash');
  assertThrows(() => new Router({ "/*/x": a }), TypeError, '"*" stands at the end');
});
