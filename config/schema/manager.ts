/** What `manager.conf` may hold (manager.c): `[general]`, and a section for each user. */
export const manager = {
  file: "manager.conf",
  sections: {
    general: {
      named: "general",
      single: true,
      unknown: "line",
      options: {
        enabled: { kind: "boolean", default: false },
        webenabled: { kind: "boolean", default: false },
        port: { kind: "integer", min: 1024, max: 65535, default: 5038 },
        bindaddr: { kind: "address", numeric: true, port: "ignored", default: "::" },
        allowmultiplelogin: { kind: "boolean", default: true },
        displayconnects: { kind: "boolean", default: true },
        timestampevents: { kind: "boolean", default: false },
        brokeneventsaction: { kind: "boolean", default: false },
        debug: { kind: "boolean", default: false },
        httptimeout: { kind: "integer", leading: true, default: 60 },
        authtimeout: { kind: "integer", leading: true, min: 1, default: 30 },
        authlimit: { kind: "integer", leading: true, min: 1, default: 50 },
        channelvars: { kind: "list" },
        disabledevents: { kind: "list" },
        tlsenable: { kind: "boolean", default: false, aliases: ["sslenable"] },
        tlsbindaddr: { kind: "address", numeric: true, aliases: ["sslbindaddr"] },
        tlscertfile: { kind: "text", default: "asterisk.pem", aliases: ["tlscert", "sslcert"] },
        tlsprivatekey: { kind: "text", default: "", aliases: ["sslprivatekey"] },
        tlscipher: { kind: "text", default: "", aliases: ["sslcipher"] },
        tlsservercipherorder: { kind: "boolean", default: false },
        tlsdisablev1: { kind: "boolean", default: false },
        tlsdisablev11: { kind: "boolean", default: false },
        tlsdisablev12: { kind: "boolean", default: false },
      },
    },
    user: {
      repeated: "merged",
      unknown: "ignored",
      wrong: "line",
      // "eventfilter" may say in its own name what it filters: eventfilter(action(include),name(Newchannel)).
      entries: ["eventfilter"],
      options: {
        secret: { kind: "text" },
        acl: { kind: "rules" },
        permit: { kind: "rules", partOf: "acl", networks: true },
        deny: { kind: "rules", partOf: "acl", networks: true },
        // deno-fmt-ignore -- one table, two options.
        read: { kind: "list", values: ["system", "call", "log", "verbose", "command", "agent", "user", "config", "dtmf", "reporting", "cdr", "dialplan", "originate", "agi", "cc", "aoc", "test", "security", "message", "all", "none"] },
        // deno-fmt-ignore -- one table, two options.
        write: { kind: "list", values: ["system", "call", "log", "verbose", "command", "agent", "user", "config", "dtmf", "reporting", "cdr", "dialplan", "originate", "agi", "cc", "aoc", "test", "security", "message", "all", "none"] },
        displayconnects: { kind: "boolean" },
        allowmultiplelogin: { kind: "boolean" },
        writetimeout: { kind: "integer", leading: true, min: 100, default: 100 },
        setvar: { kind: "text", repeatable: true },
      },
    },
  },
} as const;
