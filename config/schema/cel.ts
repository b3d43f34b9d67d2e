/** What `cel.conf` may hold (cel.c, cel_manager.c, cel_radius.c): `[general]`, and sections of the modules that write events. */
export const cel = {
  file: "cel.conf",
  unknownSections: "file",
  sections: {
    general: {
      named: "general",
      single: true,
      repeated: "merged",
      unknown: "file",
      options: {
        enable: { kind: "boolean", default: false },
        dateformat: { kind: "text", default: "" },
        apps: { kind: "list", repeatable: true },
        // deno-fmt-ignore -- one table.
        events: { kind: "list", repeatable: true, values: ["ALL", "CHAN_START", "CHAN_END", "ANSWER", "HANGUP", "APP_START", "APP_END", "PARK_START", "PARK_END", "USER_DEFINED", "BRIDGE_ENTER", "BRIDGE_EXIT", "BLINDTRANSFER", "ATTENDEDTRANSFER", "PICKUP", "FORWARD", "LINKEDID_END", "LOCAL_OPTIMIZE", "LOCAL_OPTIMIZE_BEGIN", "STREAM_BEGIN", "STREAM_END", "DTMF"] },
      },
    },
    manager: {
      named: "manager",
      single: true,
      unknown: "ignored",
      options: {
        enabled: { kind: "boolean", default: false },
        show_user_defined: { kind: "boolean", default: false },
      },
    },
    radius: {
      named: "radius",
      single: true,
      takes: "retrieved",
      unknown: "ignored",
      options: { usegmtime: { kind: "boolean", default: false }, radiuscfg: { kind: "text" } },
    },
  },
} as const;
