import type { Plans } from "./plan.ts";

const module = "res_clialiases.so";
const log = "~log";
const added = [{ request: "POST /asterisk/logging/~log?configuration=notice" }];
const logs = [{ request: "GET /asterisk/logging" }];
const object = { configClass: "res_pjsip", objectType: "contact", id: "~o" };
const objectPath = "/asterisk/config/dynamic/res_pjsip/contact/~o";
const fields = [
  { attribute: "uri", value: "sip:somebody@127.0.0.1:9" },
  { attribute: "expiration_time", value: "1900000000" },
];
const written = [{ request: `PUT ${objectPath}`, json: { fields } }];
const readBack = [{ request: `GET ${objectPath}` }];

/** Asterisk as a whole. */
export const asteriskPlans: Plans = {
  "asterisk.getObject": {
    given: written,
    values: object,
    more: {
      "that is not there": { given: [] },
      "of a type that is not there": { values: { objectType: "nothing" } },
      "of a class that is not there": { values: { configClass: "nothing" } },
      "a phone of the file": { values: { objectType: "endpoint", id: "bob" } },
      "addresses of the file": { values: { objectType: "aor", id: "bob" } },
    },
  },
  "asterisk.updateObject": {
    given: [],
    values: { ...object, fields },
    then: readBack,
    more: {
      "that is there": { given: written, values: { fields: [{ attribute: "uri", value: "sip:other@127.0.0.1:9" }] } },
      "without what it needs": { values: { fields: [{ attribute: "expiration_time", value: "1900000000" }] } },
      "of a type that is not there": { values: { objectType: "nothing" } },
      "of a class that is not there": { values: { configClass: "nothing" } },
      "of a type that only files have": { values: { objectType: "endpoint" } },
      "that is in a file": { values: { objectType: "endpoint", id: "bob" } },
      "with a field that is not there": { values: { fields: [{ attribute: "nothing", value: "x" }] } },
      "with a value that does not fit": { values: { fields: [{ attribute: "expiration_time", value: "soon" }] } },
      "with no field": { values: { fields: [] } },
      "that is there, with no field": { given: written, values: { fields: [] } },
    },
  },
  "asterisk.deleteObject": {
    given: written,
    values: object,
    then: readBack,
    more: {
      "that is not there": { given: [] },
      "that is in a file": { values: { objectType: "endpoint", id: "bob" }, then: [] },
      "of a type that is not there": { values: { objectType: "nothing" } },
      "of a class that is not there": { values: { configClass: "nothing" } },
    },
  },
  "asterisk.getInfo": {
    given: [],
    values: {},
    optional: { only: "status" },
    more: Object.fromEntries(["build", "system", "config", "status,system", "nothing", "status,nothing"].map((only) => {
      return [`only ${only}`, { values: { only: only.split(",") } }];
    })),
  },
  "asterisk.ping": { given: [], values: {} },
  "asterisk.listModules": { given: [], values: {} },
  "asterisk.getModule": {
    given: [],
    values: { moduleName: "app_echo.so" },
    more: {
      "without its ending": { values: { moduleName: "app_echo" } },
      "that is not there": { values: { moduleName: "nothing.so" } },
      "that is not running": { values: { moduleName: "chan_motif.so" } },
    },
  },
  "asterisk.loadModule": {
    given: [{ request: `DELETE /asterisk/modules/${module}` }],
    values: { moduleName: module },
    then: [{ request: `GET /asterisk/modules/${module}` }],
    alone: true,
    more: {
      "that runs already": { given: [] },
      "that is not there": { given: [], values: { moduleName: "nothing.so" } },
    },
  },
  "asterisk.unloadModule": {
    given: [],
    values: { moduleName: module },
    then: [{ request: `GET /asterisk/modules/${module}` }, { request: `POST /asterisk/modules/${module}` }],
    alone: true,
    more: {
      "that is not there": { values: { moduleName: "nothing.so" }, then: [] },
      "that others need": { values: { moduleName: "res_stasis.so" }, then: [] },
    },
  },
  "asterisk.reloadModule": {
    given: [],
    values: { moduleName: "res_clialiases.so" },
    alone: true,
    more: {
      "that can not": { values: { moduleName: "app_echo.so" } },
      "that is not there": { values: { moduleName: "nothing.so" } },
    },
  },
  "asterisk.listLogChannels": { given: [], values: {}, alone: true, more: { "with one more": { given: added } } },
  "asterisk.addLog": {
    given: [],
    values: { logChannelName: log, configuration: "notice" },
    then: logs,
    alone: true,
    more: {
      "twice": { given: added },
      "of several levels": { values: { configuration: "notice,warning" } },
      "of a level that is not there": { values: { configuration: "nothing" } },
    },
  },
  "asterisk.deleteLog": {
    given: added,
    values: { logChannelName: log },
    then: logs,
    alone: true,
    more: { "that is not there": { given: [] } },
  },
  "asterisk.rotateLog": {
    given: added,
    values: { logChannelName: log },
    then: logs,
    alone: true,
    more: { "that is not there": { given: [] } },
  },
  "asterisk.getGlobalVar": {
    given: [{ request: "POST /asterisk/variable?variable=~SOME&value=thing" }],
    values: { variable: "~SOME" },
    more: {
      "that is not set": { values: { variable: "~NONE" } },
      ...Object.fromEntries(["CHANNEL(state)", "MATH(1+2)", "LEN(abc)", "NOSUCHFUNCTION(x)", "GLOBAL(~SOME)"].map(
        (variable) => [`reading ${variable}`, { values: { variable } }],
      )),
    },
  },
  "asterisk.setGlobalVar": {
    given: [],
    values: { variable: "~SOME" },
    optional: { value: "thing" },
    then: [{ request: "GET /asterisk/variable?variable=~SOME" }],
    more: {
      "and then nothing": { given: [{ request: "POST /asterisk/variable?variable=~SOME&value=old" }] },
      "a function": {
        values: { variable: "GLOBAL(~SOME)", value: "thing" },
      },
      "a function that is not there": { values: { variable: "NOSUCHFUNCTION(x)", value: "1" } },
    },
  },
};
