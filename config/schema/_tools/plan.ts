import type { OptionSchema, RulesOption, SectionSchema } from "../schema.ts";
import type { TextFormat } from "../text_format.ts";
import { codecNames } from "./codec_names.ts";

/** What is generated for one file: where its sections come from, and what the documentation does not say. */
export interface FilePlan {
  /** The name of the generated file, and of its constant in camel case. */
  readonly name: string;
  /** The configuration file. */
  readonly file: string;
  /** Its description, for the constant. */
  readonly about: string;
  /** What all its sections have in common. */
  readonly section: Partial<SectionSchema>;
  /** What single kinds of section have besides; `undefined` leaves a kind out. */
  readonly sections: Readonly<Record<string, Partial<SectionSchema> | undefined>>;
  /**
   * Options, as `section.option`, of which the documentation says too little or something else than the source. They are
   * taken as they are here; with `undefined` an option is left out.
   */
  readonly options: Readonly<Record<string, OptionSchema | undefined>>;
}

/** Sections of these files are objects of sorcery, all read by one set of rules (sorcery.c, res_sorcery_config.c). */
const sorcery: Partial<SectionSchema> = { unknown: "section", repeated: "refused" };

const yes: OptionSchema = { kind: "boolean", default: true };
const no: OptionSchema = { kind: "boolean", default: false };
const text: OptionSchema = { kind: "text" };
const list: OptionSchema = { kind: "list" };
const lines: OptionSchema = { kind: "list", repeatable: true };
const rules: OptionSchema = { kind: "rules" };
const ofAcl: RulesOption = { kind: "rules", partOf: "acl", networks: true };
const ofContactAcl: RulesOption = { kind: "rules", partOf: "contact_acl", networks: true };
const route: OptionSchema = { kind: "text", format: "sip-route" };
const requiredUri: OptionSchema = { kind: "text", format: "sip-uri", required: true };
const authentications: OptionSchema = { kind: "list", names: "auth" };
const transport: OptionSchema = { kind: "text", names: "transport" };
const typeOfService: OptionSchema = { kind: "text", format: "type-of-service", default: "0" };
const required: OptionSchema = { kind: "text", required: true };
const seconds: OptionSchema = { kind: "number", default: 3 };
const address: OptionSchema = { kind: "address" };
const algorithms: OptionSchema = { kind: "list", values: ["MD5", "SHA-256", "SHA-512-256"] };

/** `"0"` and up, as in C's `unsigned int`. */
function unsigned(value: number, max = 4_294_967_295): OptionSchema {
  return { kind: "integer", min: 0, max, default: value };
}

/** How codecs are negotiated; `operation` is what differs. */
function negotiation(operation: string, format: TextFormat = "codec-preferences"): OptionSchema {
  return { kind: "text", format, default: `prefer: pending, operation: ${operation}, keep: all` };
}

/** `pjsip.conf`, of which the registrations in res_pjsip and its modules tell types and defaults better than the manual. */
const pjsip: FilePlan = {
  name: "pjsip",
  file: "pjsip.conf",
  about: "What `pjsip.conf` may hold. The setting `type` tells what a section is.",
  // A name that begins with "@" is a value of the user's own, kept with the object (sorcery.c, AST_SORCERY_EXTENDED_FIELD…).
  section: { ...sorcery, entries: ["@"] },
  sections: {
    auth: {
      rules: [
        {
          kind: "needs",
          oneOf: ["password", "password_digest", "md5_cred"],
          unless: { option: "auth_type", is: "google_oauth" },
        },
        ...["refresh_token", "oauth_clientid", "oauth_secret"].map((option) => ({
          kind: "needs" as const,
          oneOf: [option],
          when: { option: "auth_type", is: "google_oauth" },
        })),
      ],
    },
    endpoint: {
      rules: [
        { kind: "order", least: "timers_min_se", greatest: "timers_sess_expires" },
        { kind: "needs", oneOf: ["rtp_port_end"], when: { option: "rtp_port_start" } },
        { kind: "needs", oneOf: ["rtp_port_start"], when: { option: "rtp_port_end" } },
        { kind: "order", least: "rtp_port_start", greatest: "rtp_port_end", differ: true, zeroIsNone: true },
        { kind: "excludes", when: { option: "dtls_auto_generate_cert" }, option: "dtls_cert_file" },
        {
          kind: "excludes",
          when: { option: "preferred_codec_only" },
          option: "incoming_call_offer_pref",
          but: "local",
        },
      ],
    },
    identify: { rules: [{ kind: "needs", oneOf: ["match", "match_header", "match_request_uri"] }] },
    registration: {
      rules: [
        { kind: "needs", oneOf: ["endpoint"], when: { option: "line" } },
        { kind: "needs", oneOf: ["line"], when: { option: "endpoint" } },
      ],
    },
    system: { named: "system", single: true },
    global: { named: "global", single: true },
    phoneprov: { entries: [""] },
    "inbound-publication": { entries: ["@", "event_"] },
    // These live in Asterisk's database.
    contact: undefined,
    subscription_persistence: undefined,
  },
  options: {
    "acl.acl": rules,
    "acl.permit": ofAcl,
    "acl.deny": ofAcl,
    "acl.contact_acl": rules,
    "acl.contact_permit": ofContactAcl,
    "acl.contact_deny": ofContactAcl,
    "aor.contact": { kind: "list", repeatable: true, format: "sip-contact" },
    "aor.mailboxes": list,
    "aor.qualify_frequency": unsigned(0, 86_400),
    "aor.qualify_timeout": seconds,
    "aor.qualify_2xx_only": no,
    "aor.authenticate_qualify": no,
    "aor.support_path": no,
    "asterisk-publication.device_state_filter": text,
    "auth.auth_type": {
      kind: "choice",
      values: ["digest", "userpass", "md5", "google_oauth"],
      default: "userpass",
    },
    "auth.username": required,
    "auth.md5_cred": { kind: "text", format: "password-digests" },
    "auth.password_digest": { kind: "list", repeatable: true, format: "password-digests" },
    "domain_alias.domain": required,
    "auth.supported_algorithms_uac": algorithms,
    "auth.supported_algorithms_uas": algorithms,
    "endpoint.100rel": {
      kind: "choice",
      values: ["no", "required", "peer_supported", "yes"],
      booleans: ["yes", "no"],
      default: "yes",
    },
    "endpoint.timers": {
      kind: "choice",
      values: ["no", "yes", "required", "always"],
      synonyms: { forced: "always" },
      booleans: ["yes", "no"],
      default: "yes",
    },
    "endpoint.dtmf_mode": {
      kind: "choice",
      values: ["rfc4733", "inband", "info", "auto", "auto_info", "none"],
      default: "rfc4733",
    },
    "endpoint.allow": { kind: "codecs", values: codecNames },
    "endpoint.disallow": { kind: "codecs", values: codecNames, partOf: "allow" },
    "endpoint.codec_prefs_incoming_offer": {
      kind: "text",
      format: "codec-preferences-incoming",
      default: "prefer: pending, operation: intersect, keep: all, transcode: allow",
    },
    "endpoint.codec_prefs_outgoing_offer": {
      kind: "text",
      format: "codec-preferences",
      default: "prefer: pending, operation: union, keep: all, transcode: allow",
    },
    "endpoint.codec_prefs_incoming_answer": negotiation("intersect"),
    "endpoint.codec_prefs_outgoing_answer": negotiation("intersect"),
    "endpoint.aors": { kind: "list", names: "aor" },
    "endpoint.auth": authentications,
    "endpoint.outbound_auth": authentications,
    "endpoint.transport": transport,
    "endpoint.from_user": { kind: "text", format: "uri-user" },
    "endpoint.t38_udptl_ec": {
      kind: "choice",
      values: ["none", "fec", "redundancy"],
      caseSensitive: true,
      default: "none",
    },
    "endpoint.incoming_call_offer_pref": {
      kind: "choice",
      values: ["local", "local_first", "remote", "remote_first"],
      caseSensitive: true,
      default: "local",
    },
    "endpoint.outgoing_call_offer_pref": {
      kind: "choice",
      values: ["local", "local_merge", "local_first", "remote", "remote_merge", "remote_first"],
      caseSensitive: true,
      default: "remote_merge",
    },
    "endpoint.callerid_privacy": {
      kind: "choice",
      values: [
        "allowed_not_screened",
        "allowed_passed_screen",
        "allowed_failed_screen",
        "allowed",
        "prohib_not_screened",
        "prohib_passed_screen",
        "prohib_failed_screen",
        "prohib",
        "unavailable",
      ],
      numeric: true,
      default: "allowed_not_screened",
    },
    "endpoint.context": { kind: "text", default: "default" },
    "endpoint.direct_media_method": {
      kind: "choice",
      values: ["invite", "update"],
      synonyms: { reinvite: "invite" },
      default: "invite",
    },
    "endpoint.connected_line_method": {
      kind: "choice",
      values: ["invite", "update"],
      synonyms: { reinvite: "invite" },
      default: "invite",
    },
    "endpoint.trust_connected_line": yes,
    "endpoint.send_connected_line": yes,
    // 16.0.0 has it (res/res_pjsip/pjsip_configuration.c).
    "endpoint.media_address": { kind: "text", since: [] },
    "endpoint.bind_rtp_to_media_address": no,
    "endpoint.identify_by": {
      kind: "list",
      values: ["username", "auth_username", "ip", "header", "request_uri"],
      default: ["username", "ip"],
    },
    "endpoint.redirect_method": { kind: "choice", values: ["user", "uri_core", "uri_pjsip"], default: "user" },
    "endpoint.follow_redirect_methods": { kind: "list", values: ["message"] },
    "endpoint.mailboxes": list,
    "endpoint.mwi_subscribe_replaces_unsolicited": no,
    "endpoint.rewrite_contact": no,
    "endpoint.call_group": list,
    "endpoint.pickup_group": list,
    "endpoint.named_call_group": list,
    "endpoint.named_pickup_group": list,
    "endpoint.fax_detect_timeout": unsigned(0),
    "endpoint.cos_audio": unsigned(0),
    "endpoint.cos_video": unsigned(0),
    "endpoint.tos_audio": typeOfService,
    "endpoint.tos_video": typeOfService,
    "endpoint.sub_min_expiry": unsigned(0),
    "endpoint.dtls_verify": { kind: "choice", values: ["no", "fingerprint", "certificate", "yes"], default: "no" },
    // Whatever the number, its lower bits are taken.
    "endpoint.dtls_rekey": { kind: "integer", leading: true, min: -1e30, max: 1e30, default: 0 },
    // Any other word changes nothing, without a message.
    "endpoint.dtls_setup": {
      kind: "choice",
      values: ["active", "passive", "actpass"],
      otherwise: "active",
      default: "active",
    },
    "endpoint.dtls_fingerprint": {
      kind: "choice",
      values: ["SHA-256", "SHA-1"],
      otherwise: "SHA-256",
      default: "SHA-256",
    },
    "endpoint.srtp_tag_32": no,
    "endpoint.set_var": { kind: "text", repeatable: true, format: "assignment" },
    "endpoint.rtp_keepalive": unsigned(0),
    "endpoint.rtp_port_start": { kind: "integer", min: 1_024, max: 65_535, also: [0], default: 0 },
    "endpoint.rtp_port_end": { kind: "integer", min: 1_024, max: 65_535, also: [0], default: 0 },
    "endpoint.acl": rules,
    "endpoint.permit": { ...ofAcl, empty: true },
    "endpoint.deny": { ...ofAcl, empty: true },
    "endpoint.contact_acl": rules,
    "endpoint.contact_permit": { ...ofContactAcl, empty: true },
    "endpoint.contact_deny": { ...ofContactAcl, empty: true },
    "endpoint.follow_early_media_fork": yes,
    "endpoint.timers_min_se": { kind: "integer", min: 90, max: 4_294_967_295, default: 90 },
    "endpoint.stir_shaken": { kind: "boolean", obsolete: 'use "stir_shaken_profile"' },
    "endpoint.security_mechanisms": list,
    "global.default_auth_algorithms_uac": { kind: "text", default: "MD5" },
    "global.default_auth_algorithms_uas": { kind: "text", default: "MD5" },
    // What it says besides yes and no is a host whose messages to write down.
    "global.debug": { kind: "text", default: "no" },
    "global.endpoint_identifier_order": { kind: "list", default: ["ip", "username", "anonymous"] },
    "global.ignore_uri_user_options": no,
    "global.mwi_tps_queue_low": { kind: "integer", default: -1 },
    "global.taskprocessor_overload_trigger": {
      kind: "choice",
      values: ["global", "pjsip_only", "none"],
      default: "global",
    },
    // Its default names the version, so there is none to write down.
    "global.user_agent": text,
    "identify.endpoint": { kind: "text", required: true, names: "endpoint" },
    "identify.match": lines,
    "identify.match_header": { kind: "text", format: "header-match" },
    "identify.match_request_uri": { kind: "text", format: "slashed-regex" },
    "outbound-publish.event": required,
    "outbound-publish.expiration": { kind: "integer", min: 1, max: 4_294_967_295, default: 3_600 },
    "outbound-publish.from_uri": { kind: "text", format: "sip-uri" },
    "outbound-publish.outbound_auth": authentications,
    "outbound-publish.outbound_proxy": route,
    "outbound-publish.server_uri": requiredUri,
    "outbound-publish.to_uri": { kind: "text", format: "sip-uri" },
    "outbound-publish.transport": transport,
    "phoneprov.*": undefined,
    "registration.client_uri": requiredUri,
    "registration.server_uri": requiredUri,
    "registration.contact_user": { kind: "text", format: "contact-user" },
    "registration.contact_header_params": { kind: "text", format: "header-parameters" },
    "registration.endpoint": { kind: "text", names: "endpoint" },
    "registration.expiration": { kind: "integer", min: 1, max: 4_294_967_295, default: 3_600 },
    "registration.outbound_auth": authentications,
    "registration.outbound_proxy": route,
    "registration.transport": transport,
    "registration.security_mechanisms": list,
    "registration.line": no,
    "registration.support_path": no,
    "registration.support_outbound": no,
    "resource_list.event": { kind: "text", required: true },
    "resource_list.list_item": { kind: "list", repeatable: true, required: true },
    "system.follow_early_media_fork": yes,
    "system.accept_multiple_sdp_answers": no,
    "transport.bind": address,
    "transport.tcp_keepalive_idle_time": { kind: "integer", default: 30 },
    "transport.tcp_keepalive_interval_time": { kind: "integer", default: 1 },
    "transport.tcp_keepalive_probe_count": { kind: "integer", default: 5 },
    "transport.external_signaling_port": unsigned(0, 65_535),
    "transport.local_net": { kind: "text", repeatable: true },
    "transport.tos": { kind: "text", default: "0" },
    "transport.cos": unsigned(0),
    "transport.websocket_write_timeout": { kind: "integer", min: 1, default: 100 },
  },
};

const ari: FilePlan = {
  name: "ari",
  file: "ari.conf",
  about: "What `ari.conf` may hold: `[general]`, users, and websockets that Asterisk opens.",
  section: { ...sorcery, entries: ["@"] },
  sections: {
    general: { named: "general", single: true },
  },
  options: {
    "general.enabled": yes,
    "general.pretty": no,
    "general.auth_realm": { kind: "text", default: "Asterisk REST Interface" },
    "general.allowed_origins": list,
    "general.channelvars": list,
    "general.websocket_write_timeout": { kind: "integer", min: 1, default: 100 },
    // The documentation dates them from when they were documented; 16.0.0 has them (res/ari/config.c).
    "user.read_only": { ...no, since: [] },
    "user.password": { ...required, since: [] },
    "user.password_format": { kind: "choice", values: ["plain", "crypt"], default: "plain" },
    "user.acl": rules,
    "user.permit": ofAcl,
    "user.deny": ofAcl,
    "outbound_websocket.websocket_client_id": required,
    "outbound_websocket.apps": { kind: "list", required: true },
    "outbound_websocket.local_ari_user": required,
  },
};

const websocketClient: FilePlan = {
  name: "websocket_client",
  file: "websocket_client.conf",
  about: "What `websocket_client.conf` may hold: the websockets that Asterisk can open.",
  section: { ...sorcery, entries: ["@"] },
  sections: {},
  options: {
    "websocket_client.uri": required,
    "websocket_client.protocols": list,
    "websocket_client.connection_timeout": { kind: "integer", default: 500 },
    "websocket_client.reconnect_attempts": { kind: "integer", default: 4 },
    "websocket_client.reconnect_interval": { kind: "integer", default: 500 },
    "websocket_client.tls_enabled": no,
    "websocket_client.verify_server_cert": yes,
    "websocket_client.verify_server_hostname": yes,
  },
};

/** The files that are generated. */
export const filePlans: readonly FilePlan[] = [pjsip, ari, websocketClient];
