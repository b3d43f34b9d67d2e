/** What `logger.conf` may hold (logger.c). */
export const logger = {
  file: "logger.conf",
  sections: {
    general: {
      named: "general",
      single: true,
      takes: "retrieved",
      unknown: "ignored",
      wrong: "line",
      options: {
        dateformat: { kind: "text", default: "%b %e %T" },
        display_callids: { kind: "boolean", default: true },
        appendhostname: { kind: "boolean", default: false },
        queue_log: { kind: "boolean", default: true },
        queue_log_to_file: { kind: "boolean", default: false },
        queue_log_name: { kind: "text", default: "queue_log" },
        queue_log_realtime_use_gmt: { kind: "boolean", default: false },
        rotatestrategy: {
          kind: "choice",
          values: ["none", "sequential", "rotate", "timestamp"],
          default: "sequential",
        },
        rotatetimestamp: { kind: "boolean", obsolete: 'use "rotatestrategy"' },
        exec_after_rotate: { kind: "text", default: "" },
        logger_queue_limit: { kind: "integer", leading: true, min: 10, clamps: true, default: 1000 },
        custom_levels: { kind: "list" },
      },
    },
    logfiles: { named: "logfiles", single: true, unknown: "ignored", options: {}, entries: [""] },
  },
} as const;
