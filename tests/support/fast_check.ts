// The import map leads "fast-check" here rather than to npm itself, as Deno would otherwise ask npm for it before every
// task, also for those that can say better what is wrong when npm does not answer.
export * from "npm:fast-check@^4.0.0";
export { default } from "npm:fast-check@^4.0.0";
