/** What `modules.conf` may hold (loader.c). Asterisk does not start when an option is none of these. */
export const modules = {
  file: "modules.conf",
  sections: {
    modules: {
      named: "modules",
      single: true,
      unknown: "file",
      options: {
        autoload: { kind: "boolean", default: false, takes: "retrieved" },
        preload: { kind: "text", repeatable: true },
        "preload-require": { kind: "text", repeatable: true },
        require: { kind: "text", repeatable: true },
        load: { kind: "text", repeatable: true },
        noload: { kind: "text", repeatable: true },
      },
    },
  },
} as const;
