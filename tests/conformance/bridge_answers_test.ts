/** What operations on bridges are answered: what makes a bridge, its variables, and every refusal. */
import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";
import { type RawAnswer, RawAri } from "./raw_ari.ts";

/** Status and message; nothing more where there is none. */
function said({ status, body }: RawAnswer): unknown[] {
  return [status, body.message ?? body.error].filter((part) => part !== undefined);
}

conformance("the type of a bridge says how it is connected, and some types make none", async (given) => {
  const ari = new RawAri(given);
  const types: Record<string, readonly unknown[]> = {};
  for (
    const type of [
      "",
      "mixing",
      "holding",
      "dtmf_events",
      "proxy_media",
      "video_sfu",
      "video_single",
      "sdp_label",
      "mixing,dtmf_events",
      "proxy_media,mixing",
      "mixing,video_sfu",
      "mixing,video_single",
      "mixing,sdp_label",
      "mixing,nonsense",
      " mixing , dtmf_events",
      "holding,mixing",
      "holding,dtmf_events",
      "holding,video_sfu",
      "holding,video_single",
      "MIXING",
      "nonsense",
    ]
  ) {
    const { status, body } = await ari.rest(`POST bridges?type=${encodeURIComponent(type)}`);
    types[type] = status === 200 ? [body.technology, body.bridge_type, body.video_mode] : [status, body.message];
    if (status === 200) await ari.rest(`DELETE bridges/${body.id}`);
  }

  const none = [500, "Unable to create bridge. Possible duplicate bridge id '(null)'"];
  const simple = ["simple_bridge", "mixing", "talker"];
  const forwarding = ["softmix", "mixing", "sfu"];
  const holding = ["holding_bridge", "holding", "talker"];
  assertEquals(types, {
    "": simple,
    "mixing": simple,
    "holding": holding,
    "dtmf_events": none,
    "proxy_media": none,
    "video_sfu": forwarding,
    "video_single": none,
    "sdp_label": none,
    "mixing,dtmf_events": simple,
    "proxy_media,mixing": simple,
    "mixing,video_sfu": forwarding,
    "mixing,video_single": ["simple_bridge", "mixing", "single"],
    "mixing,sdp_label": simple,
    "mixing,nonsense": simple,
    " mixing , dtmf_events": simple,
    "holding,mixing": none,
    "holding,dtmf_events": holding,
    "holding,video_sfu": forwarding,
    "holding,video_single": ["holding_bridge", "holding", "single"],
    "MIXING": none,
    "nonsense": none,
  });
});

conformance(
  "a bridge is made with the id and the name that are asked for, and shown with all its fields",
  async (given) => {
    const ari = new RawAri(given);
    const id = `${ari.name("bridge")} é/+`;
    const path = encodeURIComponent(id);

    const made = await ari.rest(`POST bridges/${path}?name=a%26b&type=mixing,video_single`);
    const shown = await ari.rest(`GET bridges/${path}`);
    const twice = [
      await ari.rest(`POST bridges/${path}`),
      await ari.rest(`POST bridges?bridgeId=${path}`),
      await ari.rest("POST bridges", { bridgeId: id }),
      await ari.rest(`POST bridges?bridgeId=${path}`, { bridgeId: "other" }),
    ];
    const { body: all } = await ari.rest("GET bridges");
    const { status } = await ari.rest(`DELETE bridges/${path}`);

    const { creationtime: _, ...fields } = made.body;
    assertEquals(fields, {
      id,
      technology: "simple_bridge",
      bridge_type: "mixing",
      bridge_class: "stasis",
      creator: "Stasis",
      name: "a&b",
      channels: [],
      video_mode: "single",
    });
    assertEquals(Object.keys(made.body).at(-2), "creationtime");
    assertEquals([shown, status], [made, 204]);
    assertEquals(twice.map(said), [
      [409, `Bridge with id '${id}' already exists`],
      [409, `Bridge with id '${id}' already exists`],
      [500, `Unable to create bridge. Possible duplicate bridge id '${id}'`],
      [409, `Bridge with id '${id}' already exists`],
    ]);
    assertEquals(all.map((bridge: { id: string }) => bridge.id).includes(id), true);
  },
);

conformance("bridges are listed by their ids", async (given) => {
  const ari = new RawAri(given);
  const ids = ["c", "a", "b"].map((letter) => `${ari.name("")}${letter}`).map((id, index) => `list${index}${id}`);
  for (const id of ids.toReversed()) await ari.rest(`POST bridges/${id}`);

  const { body } = await ari.rest("GET bridges");
  for (const id of ids) await ari.rest(`DELETE bridges/${id}`);

  assertEquals(body.map(({ id }: { id: string }) => id).filter((id: string) => ids.includes(id)), ids.toSorted());
});

conformance("without an id in the path, all of a new bridge's body is taken for variables", async (given) => {
  const ari = new RawAri(given);
  const [id, broken, unnamed] = [ari.name("x"), ari.name("y"), ari.name("z")];

  const made = await ari.rest("POST bridges", {
    bridgeId: id,
    name: "n",
    type: "holding",
    V: { value: "1", report_events: true },
  });
  const variables = await ari.rest(`GET bridges/${id}/variables?variables=bridgeId,name,type,V`);
  const refused = await ari.rest("POST bridges", { bridgeId: broken, variables: { A: "1" } });
  const number = await ari.rest("POST bridges", { bridgeId: unnamed, name: 5 });
  const there = [await ari.rest(`GET bridges/${broken}`), await ari.rest(`GET bridges/${unnamed}`)];
  for (const bridge of [id, broken, unnamed]) await ari.rest(`DELETE bridges/${bridge}`);

  assertEquals([made.body.name, made.body.technology, made.body.bridgevars], ["n", "holding_bridge", { V: "1" }]);
  assertEquals(variables.body, { variables: { bridgeId: id, name: "n", type: "holding", V: "1" } });
  assertEquals(said(refused), [400, "Each object value in 'variables' must include string field 'value'"]);
  assertEquals(said(number), [
    400,
    "Each value in 'variables' must be a string or an object with 'value' and optional 'report_events'",
  ]);
  assertEquals(there.map(({ status }) => status), [200, 200]);
});

conformance("with an id in the path, a new bridge takes its variables from their field", async (given) => {
  const ari = new RawAri(given);
  const [id, broken] = [ari.name("x"), ari.name("y")];

  const made = await ari.rest(`POST bridges/${id}?name=q`, {
    bridgeId: "ignored",
    name: "n",
    variables: { A: "1", " B ": { value: "2", report_events: true } },
  });
  const variables = await ari.rest(`GET bridges/${id}/variables?variables=A,B`);
  const shown = await ari.rest(`GET bridges/${id}`);
  const refused = await ari.rest(`POST bridges/${broken}`, { variables: { A: 5 } });
  const { status } = await ari.rest(`GET bridges/${broken}`);
  const text = await ari.rest(`POST bridges/${ari.name("t")}`, { variables: "x" });
  const bad = await ari.rest(`POST bridges/${ari.name("u")}`, { type: "bad" });
  for (const bridge of [id, broken, text.body.id]) await ari.rest(`DELETE bridges/${bridge}`);

  assertEquals([made.body.id, made.body.name, made.body.bridgevars], [id, "n", { B: "2" }]);
  assertEquals(variables.body, { variables: { A: "1", B: "2" } });
  // Others see them with the next change only.
  assertEquals(shown.body.bridgevars, undefined);
  assertEquals([refused.status, status, text.status], [400, 200, 200]);
  assertEquals(said(bad), [500, "Unable to create bridge"]);
});

conformance("variables of a bridge are set, reported, removed and refused", async (given) => {
  const ari = new RawAri(given);
  const id = ari.name("b");
  const answers: Record<string, unknown[]> = {};
  const ask = async (request: string, body?: unknown) => {
    const { status, body: answer } = await ari.rest(request.replace("~b", id), body);
    const key = body === undefined ? request : `${request} ${JSON.stringify(body)}`;
    answers[key] = answer === ""
      ? [status]
      : [status, answer.message ?? answer.bridgevars ?? answer.variables ?? answer.value];
  };
  await ari.rest(`POST bridges/${id}`);
  await ask("GET bridges/nobody/variable");
  await ask("GET bridges/nobody/variable?variable=A");
  await ask("GET bridges/~b/variable?variable=A");
  await ask("POST bridges/nobody/variable?variable=A&value=1");
  await ask("POST bridges/~b/variable?variable=A&value=1");
  await ask("GET bridges/~b/variable?variable=%20A");
  for (const name of ["B", "C", "D"]) await ask(`POST bridges/~b/variable?variable=${name}&value=1&report_events=true`);
  await ask("POST bridges/~b/variable?variable=%20B%20&value=%202%20");
  await ask("GET bridges/~b");
  await ask("GET bridges/~b/variable?variable=B");
  await ask("POST bridges/~b/variable?variable=C");
  await ask("GET bridges/~b/variable?variable=C");
  await ask("POST bridges/~b/variable?variable=%20&value=1");
  await ask("POST bridges/~b/variable?variable=CALLERID(num)&value=1");
  await ask("GET bridges/~b/variable?variable=CALLERID(num)");
  await ask("GET bridges/~b/variables");
  await ask("GET bridges/~b/variables?variables=");
  await ask("GET bridges/nobody/variables");
  await ask("GET bridges/nobody/variables?variables=A");
  await ask("GET bridges/~b/variables?variables=D,%20A%20,A");
  await ask("GET bridges/~b/variables?variables=A,,D");
  await ask("GET bridges/~b/variables?variables=A,zz");
  await ask("POST bridges/nobody/variables");
  await ask("POST bridges/nobody/variables", {});
  await ask("POST bridges/~b/variables?variables=x");
  await ask("POST bridges/~b/variables", {});
  await ask("POST bridges/~b/variables", []);
  await ask("POST bridges/~b/variables", { variables: "x" });
  await ask("POST bridges/~b/variables", { variables: {} });
  await ask("POST bridges/~b/variables", { variables: { "": "x", " F ": { value: "f", report_events: true }, A: "" } });
  await ask("POST bridges/~b/variables", { variables: { G: "g", H: 5 } });
  await ask("POST bridges/~b/variables", { variables: { H: { value: 5 } } });
  await ask("POST bridges/~b/variables", { variables: { H: { value: "5", report_events: "x" } } });
  await ask("POST bridges/~b/variables", { variables: { " ": "x" } });
  await ask("GET bridges/~b/variable?variable=G");
  await ask("GET bridges/~b/variable?variable=A");
  const { body: last } = await ari.rest(`GET bridges/${id}`);
  await ari.rest(`DELETE bridges/${id}`);

  const unknown = [404, "Provided variable was not found"];
  assertEquals(answers, {
    "GET bridges/nobody/variable": [400, "Variable name is required"],
    "GET bridges/nobody/variable?variable=A": [404, "Bridge not found"],
    "GET bridges/~b/variable?variable=A": unknown,
    "POST bridges/nobody/variable?variable=A&value=1": [404, "Bridge not found"],
    "POST bridges/~b/variable?variable=A&value=1": [204],
    "GET bridges/~b/variable?variable=%20A": unknown,
    "POST bridges/~b/variable?variable=B&value=1&report_events=true": [204],
    "POST bridges/~b/variable?variable=C&value=1&report_events=true": [204],
    "POST bridges/~b/variable?variable=D&value=1&report_events=true": [204],
    "POST bridges/~b/variable?variable=%20B%20&value=%202%20": [204],
    "GET bridges/~b": [200, { D: "1", C: "1" }],
    "GET bridges/~b/variable?variable=B": [200, " 2 "],
    "POST bridges/~b/variable?variable=C": [204],
    "GET bridges/~b/variable?variable=C": unknown,
    "POST bridges/~b/variable?variable=%20&value=1": [400, "Failed to execute function"],
    "POST bridges/~b/variable?variable=CALLERID(num)&value=1": [204],
    "GET bridges/~b/variable?variable=CALLERID(num)": [200, "1"],
    "GET bridges/~b/variables": [400, "At least one variable name is required"],
    "GET bridges/~b/variables?variables=": [400, "Variable names are required"],
    "GET bridges/nobody/variables": [400, "At least one variable name is required"],
    "GET bridges/nobody/variables?variables=A": [404, "Provided bridge was not found"],
    "GET bridges/~b/variables?variables=D,%20A%20,A": [200, { D: "1", A: "1" }],
    "GET bridges/~b/variables?variables=A,,D": [400, "Variable names are required"],
    "GET bridges/~b/variables?variables=A,zz": unknown,
    "POST bridges/nobody/variables": [400, "The 'variables' field is required"],
    "POST bridges/nobody/variables {}": [404, "Provided bridge was not found"],
    "POST bridges/~b/variables?variables=x": [400, "The 'variables' field is required"],
    "POST bridges/~b/variables {}": [400, "The 'variables' field must be a JSON object"],
    "POST bridges/~b/variables []": [400, "The 'variables' field must be a JSON object"],
    'POST bridges/~b/variables {"variables":"x"}': [400, "The 'variables' field must be a JSON object"],
    'POST bridges/~b/variables {"variables":{}}': [204],
    'POST bridges/~b/variables {"variables":{"":"x"," F ":{"value":"f","report_events":true},"A":""}}': [204],
    'POST bridges/~b/variables {"variables":{"G":"g","H":5}}': [
      400,
      "Each value in 'variables' must be a string or an object with 'value' and optional 'report_events'",
    ],
    'POST bridges/~b/variables {"variables":{"H":{"value":5}}}': [
      400,
      "Each object value in 'variables' must include string field 'value'",
    ],
    'POST bridges/~b/variables {"variables":{"H":{"value":"5","report_events":"x"}}}': [
      400,
      "Field 'report_events' in 'variables' entries must be boolean",
    ],
    'POST bridges/~b/variables {"variables":{" ":"x"}}': [400, "Failed to execute function"],
    "GET bridges/~b/variable?variable=G": unknown,
  });
  assertEquals(last.bridgevars, { D: "1", F: "f" });
});

conformance("what is wrong with a request for a bridge is found in Asterisk's order", async (given) => {
  const ari = new RawAri(given);
  const [id, out, app] = [ari.name("b"), ari.name("out"), ari.name("app")];
  await using _ = await ari.connect(`app=${app}`);
  await ari.rest(`POST bridges/${id}`);
  await ari.rest(`POST channels/${out}?endpoint=Local/3000@default&extension=3002&context=default`);
  const answers: Record<string, unknown[]> = {};
  for (
    const request of [
      "GET bridges/nobody",
      "DELETE bridges/nobody",
      "POST bridges/nobody/addChannel",
      "POST bridges/nobody/removeChannel",
      "POST bridges/nobody/videoSource/nobody",
      "DELETE bridges/nobody/videoSource",
      "POST bridges/nobody/moh",
      "DELETE bridges/nobody/moh",
      "POST bridges/nobody/play",
      "POST bridges/nobody/play/x?media=sound:hello-world",
      "POST bridges/~b/addChannel",
      "POST bridges/~b/addChannel?channel=",
      "POST bridges/~b/addChannel?channel=,",
      "POST bridges/~b/addChannel?channel=nobody",
      "POST bridges/~b/addChannel?channel=nobody,~out",
      "POST bridges/~b/addChannel?channel=~out,nobody",
      "POST bridges/~b/addChannel?channel=~out",
      "POST bridges/~b/removeChannel",
      "POST bridges/~b/removeChannel?channel=nobody",
      "POST bridges/~b/removeChannel?channel=~out",
      "POST bridges/~b/videoSource/nobody",
      "POST bridges/~b/videoSource/~out",
      "DELETE bridges/~b/videoSource",
      "DELETE bridges/~b/moh",
      "POST bridges/~b/play",
      "POST bridges/~b/play?media=",
      "POST bridges/~b/play?media=sound:hello-world,",
      "POST bridges/~b/play?announcer_format=zz",
      "POST bridges/~b/play?media=sound:hello-world&announcer_format=zz",
      "POST bridges/~b/play?media=sound:hello-world&skipms=-1",
      "POST bridges/~b/play?media=sound:hello-world&offsetms=-1",
    ]
  ) {
    answers[request] = said(await ari.rest(request.replace("~b", id).replace("~out", out)));
  }
  await ari.rest(`DELETE bridges/${id}`);
  await ari.rest(`DELETE channels/${out}`);

  const noBridge = [404, "Bridge not found"];
  const noChannel = [400, "Channel not found"];
  const outside = [422, "Channel not in Stasis application"];
  const missing = [400, "Missing parameter channel"];
  const failed = [500, "Allocation failed"];
  const format = [422, "specified announcer_format is unknown on this system"];
  assertEquals(answers, {
    "GET bridges/nobody": noBridge,
    "DELETE bridges/nobody": noBridge,
    "POST bridges/nobody/addChannel": noBridge,
    "POST bridges/nobody/removeChannel": noBridge,
    "POST bridges/nobody/videoSource/nobody": noBridge,
    "DELETE bridges/nobody/videoSource": noBridge,
    "POST bridges/nobody/moh": noBridge,
    "DELETE bridges/nobody/moh": noBridge,
    "POST bridges/nobody/play": noBridge,
    "POST bridges/nobody/play/x?media=sound:hello-world": noBridge,
    "POST bridges/~b/addChannel": missing,
    "POST bridges/~b/addChannel?channel=": missing,
    "POST bridges/~b/addChannel?channel=,": missing,
    "POST bridges/~b/addChannel?channel=nobody": noChannel,
    "POST bridges/~b/addChannel?channel=nobody,~out": noChannel,
    "POST bridges/~b/addChannel?channel=~out,nobody": outside,
    "POST bridges/~b/addChannel?channel=~out": outside,
    "POST bridges/~b/removeChannel": missing,
    "POST bridges/~b/removeChannel?channel=nobody": noChannel,
    "POST bridges/~b/removeChannel?channel=~out": outside,
    "POST bridges/~b/videoSource/nobody": noChannel,
    "POST bridges/~b/videoSource/~out": outside,
    "DELETE bridges/~b/videoSource": [204],
    "DELETE bridges/~b/moh": [409, "Bridge isn't playing music"],
    "POST bridges/~b/play": failed,
    "POST bridges/~b/play?media=": failed,
    "POST bridges/~b/play?media=sound:hello-world,": failed,
    "POST bridges/~b/play?announcer_format=zz": format,
    "POST bridges/~b/play?media=sound:hello-world&announcer_format=zz": format,
    "POST bridges/~b/play?media=sound:hello-world&skipms=-1": failed,
    "POST bridges/~b/play?media=sound:hello-world&offsetms=-1": failed,
  });
});
