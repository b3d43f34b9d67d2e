/** Which values of `pjsip.conf` a real Asterisk takes, option by option, and which sections it refuses for their rules. */
import { assertEquals } from "@std/assert";
import { type InstalledAsterisk, readState } from "../../_tools/asterisk.ts";
import { type OptionSchema, parse, pjsip, read } from "../../config/mod.ts";
import { ManagerLine } from "../support/manager_line.ts";
import { valuesFor } from "../support/schema_values.ts";
import { hasAsterisk } from "./harness.ts";

/** What a section of a kind needs besides the option that is looked at. */
const needed: Readonly<Record<string, readonly string[]>> = {
  aor: [],
  auth: ["username=u", "password=p"],
  domain_alias: ["domain=x"],
  endpoint: [],
  identify: ["endpoint=alice", "match=10.0.0.1"],
  "outbound-publish": ["server_uri=sip:b", "event=presence"],
  registration: ["client_uri=sip:a@b", "server_uri=sip:b"],
  resource_list: ["event=presence", "list_item=alice"],
};

/** Options whose values are right or wrong by what else this Asterisk has: files, names, transports, features. */
const elsewhere: readonly string[] = [
  ...["dtls_cert_file", "dtls_private_key", "dtls_ca_file", "dtls_ca_path"],
  ...["geoloc_incoming_call_profile", "geoloc_outgoing_call_profile", "identify.match", "registration.server_uri"],
];

/** Sections as a whole, for the rules between their options. */
const rules: readonly string[] = [
  "endpoint|timers_min_se=100|timers_sess_expires=100",
  "endpoint|timers_min_se=101|timers_sess_expires=100",
  "endpoint|timers_sess_expires=0",
  "endpoint|rtp_port_start=10000|rtp_port_end=10100",
  "endpoint|rtp_port_start=10000|rtp_port_end=10000",
  "endpoint|rtp_port_start=10000",
  "endpoint|rtp_port_end=10000",
  "endpoint|rtp_port_start=0|rtp_port_end=0",
  "endpoint|dtls_auto_generate_cert=yes|dtls_cert_file=/etc/passwd",
  "endpoint|dtls_auto_generate_cert=no|dtls_cert_file=/etc/passwd",
  "endpoint|preferred_codec_only=yes|incoming_call_offer_pref=remote",
  "endpoint|preferred_codec_only=yes|incoming_call_offer_pref=local",
  "endpoint|preferred_codec_only=no|incoming_call_offer_pref=remote",
  "endpoint|aors=nosuch|auth=nosuch|transport=nosuch|outbound_auth=nosuch",
  "endpoint|allow=ulaw|disallow=all",
  "auth|username=u",
  "auth|password=p",
  "auth|username=u|auth_type=md5",
  "auth|username=u|auth_type=digest",
  "auth|username=u|password=",
  `auth|username=u|auth_type=md5|md5_cred=${"a".repeat(32)}`,
  `auth|username=u|password_digest=MD5:${"a".repeat(32)}`,
  "registration|client_uri=sip:a@b|server_uri=sip:b|line=yes|endpoint=alice",
  "registration|client_uri=sip:a@b|server_uri=sip:b|line=yes",
  "registration|client_uri=sip:a@b|server_uri=sip:b|endpoint=alice",
  "registration|client_uri=sip:a@b",
  "identify|endpoint=alice",
  "identify|endpoint=alice|match_header=X: y",
  "identify|match=1.2.3.4",
  "resource_list|event=presence",
  "resource_list|list_item=a",
  "domain_alias|domain=",
  "outbound-publish|server_uri=sip:b",
  "aor|contact=",
];

interface Section {
  readonly type: string;
  readonly lines: readonly string[];
}

function sectionsOfOptions(): Section[] {
  return Object.entries(needed).flatMap(([type, lines]) => {
    const kinds: Readonly<Record<string, { readonly options: Readonly<Record<string, OptionSchema>> }>> =
      pjsip.sections;
    return Object.entries(kinds[type]?.options ?? {}).flatMap(([name, option]) => {
      if (elsewhere.includes(name) || elsewhere.includes(`${type}.${name}`)) return [];
      const others = lines.filter((line) => !line.startsWith(`${name}=`));
      return [...new Set(valuesFor(option))].map((value) => ({ type, lines: [...others, `${name}=${value}`] }));
    });
    // The C library's own OAuth is not part of Debian's Asterisk.
  }).filter(({ lines }) => !lines.some((line) => /google_oauth/i.test(line)));
}

Deno.test({
  name: "[Asterisk] pjsip: what the schema refuses Asterisk refuses, and nothing else",
  ignore: !hasAsterisk(),
  fn: async () => {
    const state = await readState();
    if (state?.origin !== "installed") throw new Error("Cannot find an Asterisk of ours: run deno task test:asterisk");
    const sections = [
      ...sectionsOfOptions(),
      ...rules.map((rule) => {
        const [type = "", ...lines] = rule.split("|");
        return { type, lines };
      }),
    ];
    const path = `${state.root}/etc/asterism/pjsip.conf`;
    const original = await Deno.readTextFile(path);
    const text = `${original}\n` + sections.map(({ type, lines }, index) => {
      const escaped = lines.map((line) => line.replaceAll(";", "\\;"));
      return `[s${index}]\n${[`type=${type}`, ...escaped].join("\n")}\n`;
    }).join("");
    const { value } = read(pjsip, parse(text, { name: "pjsip.conf" }));
    const kinds: Readonly<Record<string, unknown>> = value;

    try {
      await Deno.writeTextFile(path, text);
      await reload(state);

      const taken = await ask(state, sections);

      for (const [index, { type, lines }] of sections.entries()) {
        const kind = kinds[type];
        const ours = kind instanceof Map && kind.has(`s${index}`);
        assertEquals(ours, taken[index], `${type}: ${lines.join(" | ")}`);
      }
      assertEquals(taken.filter((isTaken) => !isTaken).length > 300, true);
    } finally {
      await Deno.writeTextFile(path, original);
      await reload(state);
    }
  },
});

async function reload({ manager }: InstalledAsterisk): Promise<void> {
  using line = await ManagerLine.open(manager);
  const modules = ["", "_endpoint_identifier_ip", "_outbound_registration", "_outbound_publish", "_pubsub"];
  await line.ask(modules.map((name) => `Action: Command\r\nCommand: module reload res_pjsip${name}.so`));
}

/** Whether Asterisk has each of these sections as an object. */
async function ask({ url, username, password }: InstalledAsterisk, sections: readonly Section[]): Promise<boolean[]> {
  const headers = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
  const taken: boolean[] = [];
  const next = sections.entries();
  const worker = async () => {
    for (const [index, { type }] of next) {
      // deno-lint-ignore no-await-in-loop -- each of a few workers asks one question after the other.
      const response = await fetch(`${url}/ari/asterisk/config/dynamic/res_pjsip/${type}/s${index}`, { headers });
      // deno-lint-ignore no-await-in-loop -- as above.
      await response.body?.cancel();
      // An object that can not be told as JSON answers 500, and is there.
      taken[index] = response.status !== 404;
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return taken;
}
