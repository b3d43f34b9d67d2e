import { assertEquals, assertRejects } from "@std/assert";
import { requireAri } from "../../../_tools/asterisk/ari.ts";

const user = { username: "test", password: "test_password" };

/** A server that answers every request with this status, and keeps what was asked, and as whom. */
function serve(status: number): { url: string; asked: string[]; server: Deno.HttpServer } {
  const asked: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    asked.push(`${new URL(request.url).pathname} ${request.headers.get("authorization")}`);
    return new Response("{}", { status });
  });
  return { url: `http://127.0.0.1:${server.addr.port}`, asked, server };
}

Deno.test("requireAri() pings as the user", async () => {
  const { url, asked, server } = serve(200);

  await requireAri({ url, ...user });

  assertEquals(asked, ["/ari/asterisk/ping Basic dGVzdDp0ZXN0X3Bhc3N3b3Jk"]);
  await server.shutdown();
});

Deno.test("requireAri() rejects, without the password, when ARI refuses the user", async () => {
  const { url, server } = serve(401);

  const error = await assertRejects(() => requireAri({ url, ...user }), Error, `Asterisk answered 401`);

  assertEquals(error.message.includes(user.password), false);
  await server.shutdown();
});

Deno.test("requireAri() rejects when nobody listens", async () => {
  const { url, server } = serve(200);
  await server.shutdown();

  await assertRejects(() => requireAri({ url, ...user }), Error, `Cannot reach ARI at ${url}`);
});
