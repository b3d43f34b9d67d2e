import type { OperationId } from "../../../ari/generated/operations.ts";
import { operations } from "../../../ari/generated/operations.ts";
import { flowCases } from "./flows.ts";
import { methodCases } from "./methods.ts";
import type { Plan, PlannedRequest } from "./plan.ts";
import { planRequest } from "./planned_request.ts";
import type { Case, RequestStep } from "./script.ts";
import { isSendable } from "./sendable.ts";
import { plans } from "./plans.ts";
import { parameterVariations, requestVariations } from "./variations.ts";

/** Subscriptions to everything, and to device states, which outlive their application. */
const hearsOthers = /subscribeAll|deviceState:|channel:"|channel:&/;

/** Which cases are meant. */
export interface Selection {
  /** `channels.answer`, or `answer` of the resource. */
  readonly operation?: string | undefined;
  readonly resource?: string | undefined;
  /** A part of the name. */
  readonly name?: string | undefined;
}

/** The cases of a selection, all when it says nothing. */
export function selectCases({ operation, resource, name = "" }: Selection): Case[] {
  return allCases().filter((given) => {
    const [ownResource, nickname] = given.operation.split(".");
    return given.name.includes(name) && (resource === undefined || resource === ownResource) &&
      (operation === undefined || operation === given.operation || operation === nickname);
  });
}

let made: readonly Case[] | undefined;

/** All cases, made from the table of operations and the plan of each. */
export function allCases(): readonly Case[] {
  return made ??= makeCases();
}

function makeCases(): Case[] {
  const cases = Object.entries(plans).flatMap(([id, plan]) => operationCases(id as OperationId, plan));
  return [...cases, ...methodCases(), ...flowCases()];
}

function operationCases(id: OperationId, plan: Plan): Case[] {
  const operation = operations[id];
  const { values, optional = {}, states = {}, more = {} } = plan;
  const toCase = (title: string, request: RequestStep, changed: PlannedRequest = {}): Case => {
    const sockets = changed.sockets ?? plan.sockets;
    const made = {
      name: `${id}: ${title}`,
      operation: id,
      given: changed.given ?? plan.given,
      steps: [request, ...(changed.then ?? plan.then ?? [])],
      ...(sockets !== undefined && { sockets }),
    };
    return plan.alone || hearsOthers.test(JSON.stringify(made)) ? { ...made, alone: true } : made;
  };
  const cases = [toCase("success", planRequest(operation, values))];
  const named = Object.entries(optional);
  if (named.length > 0) cases.push(toCase("success with all", planRequest(operation, { ...values, ...optional })));
  if (named.length > 1) {
    cases.push(...named.map(([name, value]) => {
      return toCase(`success with ${name}`, planRequest(operation, { ...values, [name]: value }));
    }));
  }
  if (plan.sockets === undefined) {
    cases.push(toCase("success, all events", planRequest(operation, values), {
      sockets: ["app=~app&subscribeAll=true"],
    }));
  }
  for (const [title, given] of Object.entries(states)) {
    cases.push(toCase(`state: ${title}`, planRequest(operation, values), { given }));
  }
  for (const [title, changed] of Object.entries(more)) {
    const step = planRequest(operation, { ...values, ...changed.values });
    cases.push(toCase(title, changed.json === undefined ? step : { ...step, json: changed.json }, changed));
  }
  for (const [title, request] of [...parameterVariations(operation, plan), ...requestVariations(operation, plan)]) {
    cases.push(toCase(title, request));
  }
  return cases.filter(({ steps }) => steps.every((step) => !("request" in step) || isSendable(step)));
}
