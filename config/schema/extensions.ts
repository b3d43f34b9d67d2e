/**
 * What `extensions.conf` may hold (pbx_config.c): the options of `[general]`, the variables of every `[globals]`, and the
 * lines of the contexts as they stand. What these lines say is the dialplan's business.
 */
export const extensions = {
  file: "extensions.conf",
  sections: {
    general: {
      named: "general",
      single: true,
      takes: "retrieved",
      unknown: "ignored",
      options: {
        static: { kind: "boolean", default: false },
        writeprotect: { kind: "boolean", default: false },
        autofallthrough: { kind: "boolean", default: true },
        extenpatternmatchnew: { kind: "boolean", default: false },
        clearglobalvars: { kind: "boolean", default: false },
        overrideswitch: { kind: "text" },
        userscontext: { kind: "text", default: "default", until: "23" },
      },
    },
    globals: {
      named: "globals",
      single: true,
      repeated: "merged",
      unknown: "ignored",
      options: {},
      entries: [""],
    },
    context: { repeated: "merged", unknown: "line", options: {}, entries: [""] },
  },
} as const;
