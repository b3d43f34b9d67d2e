import { assertEquals, assertThrows } from "@std/assert";
import { readConfiguration } from "../../simulator/configuration.ts";
import { NotSimulatedError } from "../../simulator/errors.ts";

Deno.test("readConfiguration() gives Asterisk's defaults where there are no files", () => {
  const { ari, http } = readConfiguration({});

  assertEquals([ari.users, ari.realm, ari.writeTimeLimit], [[], "Asterisk REST Interface", 100]);
  assertEquals([http.sessionLimit, http.sessionKeepAlive, http.sessionInactivity], [100, 15_000, 30_000]);
});

Deno.test("readConfiguration() reads users and the rest of ari.conf", () => {
  const { ari } = readConfiguration({
    "ari.conf": `[general]
auth_realm = Somewhere
allowed_origins = http://a.example,*
pretty = yes
websocket_write_timeout = 250

[alice]
type = user
password = a:b
read_only = yes

[bob]
type = user
password = c
deny = 0.0.0.0/0
permit = 10.0.0.0/8
`,
  });

  const [alice, bob] = ari.users;
  assertEquals(alice, { username: "alice", password: "a:b", readOnly: true });
  assertEquals(["10.1.2.3", "11.1.2.3"].map((address) => bob?.acl?.permits(address)), [true, false]);
  assertEquals([ari.realm, ari.allowedOrigins, ari.isPretty, ari.writeTimeLimit], [
    "Somewhere",
    ["http://a.example", "*"],
    true,
    250,
  ]);
});

Deno.test("readConfiguration() reads http.conf", () => {
  const { http } = readConfiguration({
    "http.conf": `[general]
enabled = yes
servername = Something
prefix = pbx
sessionlimit = 5
session_keep_alive = 0
session_inactivity = 1000
`,
  });

  assertEquals(http, {
    serverName: "Something",
    prefix: "/pbx",
    sessionLimit: 5,
    sessionKeepAlive: 0,
    sessionInactivity: 1_000,
  });
});

const outbound = {
  "ari.conf": `[me]
type = user
password = x

[out]
type = outbound_websocket
websocket_client_id = server
apps = a, b
subscribe_all = yes
local_ari_user = me
`,
  "websocket_client.conf": `[server]
type = websocket_client
uri = ws://127.0.0.1:8080/x
connection_type = persistent
protocols = ari
username = u
password = p
`,
};

Deno.test("readConfiguration() reads the WebSockets that Asterisk opens", () => {
  assertEquals(readConfiguration(outbound).outbound, [{
    id: "out",
    applications: "a,b",
    subscribesAll: true,
    localUser: "me",
    type: "persistent",
    uri: "ws://127.0.0.1:8080/x",
    protocols: "ari",
    credentials: "u:p",
    connectTimeLimit: 500,
    interval: 500,
    attempts: 4,
  }]);
});

for (
  const [file, from, to, problem] of [
    ["ari.conf", "= server", "= other", 'has no section "other"'],
    ["ari.conf", "user = me", "user = you", 'there is no user "you"'],
    ["ari.conf", "apps = a, b", "apps = a, a", 'another one has the application "a"'],
    ["websocket_client.conf", "ws:", "http:", 'Cannot read the URI "http:'],
    ["websocket_client.conf", "connection_type = persistent\n", "", 'has no "connection_type"'],
  ] as const
) {
  Deno.test(`readConfiguration() throws a SyntaxError, as ${problem}`, () => {
    const files = { ...outbound, [file]: outbound[file].replace(from, to) };

    assertThrows(() => readConfiguration(files), SyntaxError, problem);
  });
}

for (
  const [name, text] of [
    ["queues.conf", ""],
    ["ari.conf", "[general]\nenabled = no\n"],
    ["ari.conf", "[general]\nchannelvars = SHELL(ls)\n"],
    ["ari.conf", "[a]\ntype = user\npassword = x\npassword_format = crypt\n"],
    ["ari.conf", "[a]\ntype = user\npassword = x\nacl = inside\n"],
    ["http.conf", "[general]\n"],
    ["http.conf", "[general]\nenabled = yes\ntlsenable = yes\n"],
    ["http.conf", "[general]\nenabled = yes\nredirect = / /static\n"],
    ["http.conf", "[general]\nenabled = yes\n\n[/ari]\ntype = restriction\ndeny = 0.0.0.0/0\n"],
  ] as const
) {
  Deno.test(`readConfiguration() throws NotSimulatedError for ${name} with ${JSON.stringify(text)}`, () => {
    assertThrows(() => readConfiguration({ [name]: text }), NotSimulatedError, `Cannot load`);
  });
}

Deno.test("readConfiguration() throws a SyntaxError with the line that Asterisk would drop", () => {
  const text = "[general]\npretty = yes\n\n[alice]\ntype = user\npassword = x\npasword = y\n";

  assertThrows(() => readConfiguration({ "ari.conf": text }), SyntaxError, 'Cannot load "ari.conf", line 7');
});

Deno.test("readConfiguration() gives the sections of pjsip.conf as objects, and refuses what Asterisk would", () => {
  const { objects } = readConfiguration({
    "pjsip.conf": "[alice]\ntype = endpoint\ncontext = in\n[alice]\ntype = aor\nmax_contacts = 2\n",
  });

  assertEquals(objects.map(({ type, id, fields }) => [type, id, fields[1]?.value]), [
    ["endpoint", "alice", "in"],
    ["aor", "alice", "2"],
  ]);
  assertThrows(() => readConfiguration({ "pjsip.conf": "[alice]\ntype = endpoint\nnonsense = 1\n" }), SyntaxError);
});

Deno.test("readConfiguration() takes the names of channelvars as they are, with commas between parentheses", () => {
  const read = (text: string) => readConfiguration({ "ari.conf": `[general]\n${text}\n` }).shownVariables;

  assertEquals(read("channelvars = A, B ,FIELDQTY(A,x),NONE(,)"), ["A", " B ", "FIELDQTY(A,x)", "NONE(,)"]);
  assertEquals([read("channelvars ="), read("")], [[], []]);
});
