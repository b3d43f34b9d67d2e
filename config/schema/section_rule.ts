import type { ExcludesRule, OrderRule, RuleCondition, SectionRule } from "./schema.ts";

/** Why a section is refused by one of its rules. */
export type BrokenRule = Missing | Conflict;

/** None of several options says anything. */
export interface Missing {
  readonly kind: "missing";
  readonly options: readonly string[];
}

/** Two options can not be together as they are. */
export interface Conflict {
  readonly kind: "conflict";
  readonly option: string;
  readonly other: string;
  /** What the first is to the second, as the middle of a sentence. */
  readonly how: string;
}

/** Looks whether what was read of a section keeps a rule; `undefined` when it does. */
export function brokenRule(rule: SectionRule, values: Readonly<Record<string, unknown>>): BrokenRule | undefined {
  switch (rule.kind) {
    case "needs": {
      if (rule.when !== undefined && !holds(rule.when, values)) return undefined;
      if (rule.unless !== undefined && holds(rule.unless, values)) return undefined;
      if (rule.oneOf.some((option) => says(values[option]))) return undefined;
      return { kind: "missing", options: rule.oneOf };
    }
    case "excludes":
      return brokenExclusion(rule, values);
    case "order":
      return brokenOrder(rule, values);
    default:
      throw new Error(`Unreachable: ${rule satisfies never}`);
  }
}

function brokenExclusion(
  { when, option, but }: ExcludesRule,
  values: Readonly<Record<string, unknown>>,
): Conflict | undefined {
  const value = values[option];
  if (!holds(when, values) || !says(value) || value === but) return undefined;
  return { kind: "conflict", option, other: when.option, how: "can not be together with" };
}

function brokenOrder(
  { least, greatest, differ, zeroIsNone }: OrderRule,
  values: Readonly<Record<string, unknown>>,
): Conflict | undefined {
  const [lesser, greater] = [values[least], values[greatest]];
  if (typeof lesser !== "number" || typeof greater !== "number") return undefined;
  if (zeroIsNone && (lesser === 0 || greater === 0)) return undefined;
  if (differ ? lesser < greater : lesser <= greater) return undefined;
  return { kind: "conflict", option: least, other: greatest, how: differ ? "is not below" : "is above" };
}

function holds({ option, is }: RuleCondition, values: Readonly<Record<string, unknown>>): boolean {
  return is === undefined ? says(values[option]) : values[option] === is;
}

/** Whether an option says something. */
function says(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => each !== "");
  return value !== undefined && value !== false && value !== 0 && value !== "";
}
