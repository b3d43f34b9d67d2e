import type { SorceryField } from "../../core/sorcery.ts";
import { toTimestamp } from "./snapshots.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { emptyResponse, jsonResponse, Refusal } from "./responses.ts";

/** Operations of the resource `asterisk`, but those on modules and logs. */
export const asteriskOperations: OperationHandlers = {
  "asterisk.getInfo": getInfo,
  "asterisk.ping": ping,
  "asterisk.getGlobalVar": getGlobalVar,
  "asterisk.setGlobalVar": setGlobalVar,
  "asterisk.getObject": getObject,
  "asterisk.updateObject": updateObject,
  "asterisk.deleteObject": deleteObject,
};

function getInfo({ pbx, parameters, entityId }: OperationCall): Response {
  const startTime = toTimestamp(pbx.startTime);
  const sections = {
    build: {
      os: "Linux",
      kernel: "unknown",
      machine: "unknown",
      options: "OPTIONAL_API",
      date: "2026-07-20 21:35:32 UTC",
      user: "asterism",
    },
    system: { version: pbx.release.name, entity_id: entityId },
    config: { name: "", default_language: "en", setid: { user: "", group: "" } },
    status: { startup_time: startTime, last_reload_time: startTime },
  };
  // An empty "only" is one section without a name, and there is none of that name.
  const only = parameters.list("only").map((name) => name.toLowerCase());
  const shown = Object.entries(sections).filter(([name]) => only.length === 0 || only.includes(name));
  return jsonResponse(200, Object.fromEntries(shown));
}

function ping({ pbx, entityId }: OperationCall): Response {
  return jsonResponse(200, { ping: "pong", timestamp: toTimestamp(pbx.clock.now()), asterisk_id: entityId });
}

function getGlobalVar({ pbx, parameters }: OperationCall): Response {
  const name = parameters.string("variable");
  if (!name) throw new Refusal(400, "Variable name is required");
  // Functions need a channel and give nothing without one, known or not.
  const value = name.endsWith(")") ? "" : pbx.dialplan.read(name, undefined);
  return jsonResponse(200, { value: value || "" });
}

function setGlobalVar({ pbx, parameters }: OperationCall): Response {
  const name = parameters.string("variable");
  if (!name) throw new Refusal(400, "Variable name is required");
  pbx.dialplan.write(name, parameters.string("value"), undefined);
  return emptyResponse();
}

function getObject(call: OperationCall): Response {
  findType(call);
  return jsonResponse(200, findObject(call));
}

function updateObject(call: OperationCall): Response {
  findType(call);
  const { pbx, parameters } = call;
  const [type, id] = [parameters.path("objectType"), parameters.path("id")];
  switch (pbx.sorcery.write(type, id, readFields(parameters.json("fields")))) {
    case "created":
    case "updated":
      return jsonResponse(200, findObject(call));
    case "no-fields":
      throw new Refusal(400, `Fields must be provided to update object '${id}'`);
    case "invalid-create":
      throw new Refusal(400, `Creation of object '${id}' failed field value validation`);
    case "invalid-update":
      throw new Refusal(400, `Update of object '${id}' failed field value validation`);
    case "read-only": {
      const verb = pbx.sorcery.get(type, id) === undefined ? "create" : "update";
      throw new Refusal(403, `Cannot ${verb} sorcery objects of type '${type}'`);
    }
  }
}

function deleteObject(call: OperationCall): Response {
  findType(call);
  findObject(call);
  const { pbx, parameters } = call;
  if (!pbx.sorcery.delete(parameters.path("objectType"), parameters.path("id"))) {
    throw new Refusal(403, `Could not delete object with id '${parameters.path("id")}'`);
  }
  return emptyResponse();
}

function findType({ pbx, parameters }: OperationCall): void {
  const [configClass, type] = [parameters.path("configClass"), parameters.path("objectType")];
  const found = pbx.sorcery.findType(configClass, type);
  if (found === "no-class") throw new Refusal(404, `configClass '${configClass}' not found`);
  if (found === "no-type") throw new Refusal(404, `objectType '${type}' not found`);
}

function findObject({ pbx, parameters }: OperationCall): SorceryField[] {
  const id = parameters.path("id");
  const found = pbx.sorcery.get(parameters.path("objectType"), id);
  if (found === undefined) throw new Refusal(404, `Object with id '${id}' not found`);
  return found;
}

function readFields(json: unknown): SorceryField[] | undefined {
  if (json === undefined) return undefined;
  if (!Array.isArray(json) || !json.every(isField)) {
    throw new Refusal(400, "Each of fields must have attribute and value, both of them texts");
  }
  return json;
}

function isField(value: unknown): value is SorceryField {
  return typeof value === "object" && value !== null && "attribute" in value && typeof value.attribute === "string" &&
    "value" in value && typeof value.value === "string";
}
