import type * as wire from "../../../ari/generated/wire.ts";
import type { Module } from "../../core/modules.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { emptyResponse, jsonResponse, Refusal } from "./responses.ts";

/** Operations of the resource `asterisk` on modules and logs. */
export const moduleOperations: OperationHandlers = {
  "asterisk.listModules": ({ pbx }) => jsonResponse(200, pbx.modules.list().map(toModule)),
  "asterisk.getModule": getModule,
  "asterisk.loadModule": loadModule,
  "asterisk.unloadModule": unloadModule,
  "asterisk.reloadModule": reloadModule,
  "asterisk.listLogChannels": listLogChannels,
  "asterisk.addLog": addLog,
  "asterisk.deleteLog": deleteLog,
  "asterisk.rotateLog": rotateLog,
};

/** Asterisk's own descriptions are not ours to copy. */
function toModule({ name, useCount, status, supportLevel }: Module): wire.Module {
  return {
    name,
    description: `Module ${name.replace(/\.so$/, "")} of Asterisk`,
    use_count: useCount,
    status,
    support_level: supportLevel,
  };
}

function getModule({ pbx, parameters }: OperationCall): Response {
  const name = parameters.path("moduleName");
  if (!pbx.modules.has(name)) throw new Refusal(404, "Module could not be found in running modules");
  const module = pbx.modules.get(name);
  if (module === undefined) throw new Refusal(409, "Module information could not be retrieved");
  return jsonResponse(200, toModule(module));
}

function loadModule({ pbx, parameters }: OperationCall): Response {
  switch (pbx.modules.load(parameters.path("moduleName"))) {
    case "done":
      return emptyResponse();
    case "loaded-already":
      throw new Refusal(409, "Module is already loaded");
    case "declined":
      throw new Refusal(409, "Module load declined");
  }
}

function unloadModule({ pbx, parameters }: OperationCall): Response {
  switch (pbx.modules.unload(parameters.path("moduleName"))) {
    case "done":
      return emptyResponse();
    case "not-found":
      throw new Refusal(404, "Module not found in running modules");
    case "in-use":
      throw new Refusal(409, "Module could not be unloaded");
  }
}

function reloadModule({ pbx, parameters }: OperationCall): Response {
  switch (pbx.modules.reload(parameters.path("moduleName"))) {
    case "done":
      return emptyResponse();
    case "not-found":
      throw new Refusal(404, "Module not found in running modules");
    case "not-running":
      throw new Refusal(409, "Module has not been initialized");
    case "not-supported":
      throw new Refusal(409, "Module does not support reloading");
    case "failed":
      throw new Refusal(409, "An unknown error occurred while reloading the module");
  }
}

function listLogChannels({ pbx }: OperationCall): Response {
  return jsonResponse(
    200,
    pbx.logging.list().map(({ channel, type, levels }): wire.LogChannel => ({
      channel,
      type,
      status: "Enabled",
      configuration: levels.map((level) => `${level} `).join(""),
    })),
  );
}

function addLog({ pbx, parameters }: OperationCall): Response {
  switch (pbx.logging.add(parameters.path("logChannelName"), parameters.string("configuration") ?? "")) {
    case "done":
      return emptyResponse();
    case "no-levels":
      throw new Refusal(400, "Configuration levels are required");
    case "exists":
      throw new Refusal(409, "Log channel already exists");
    case "failed":
      throw new Refusal(500, "Allocation failed");
  }
}

function deleteLog({ pbx, parameters }: OperationCall): Response {
  if (!pbx.logging.remove(parameters.path("logChannelName"))) throw new Refusal(404, "Log channel does not exist");
  return emptyResponse();
}

function rotateLog({ pbx, parameters }: OperationCall): Response {
  if (!pbx.logging.rotate(parameters.path("logChannelName"))) throw new Refusal(404, "Log channel does not exist");
  return emptyResponse();
}
