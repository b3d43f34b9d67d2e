/** Lint rules for what our style guide asks and Deno's own rules do not know. */

const contraction = /\b\w+n['’]t\b|\b(?:it|that|there|here|what|let|who)['’]s\b|\w['’](?:re|ve|ll|m)\b/i;
const vague = /^(?:Invalid|Illegal|Bad|Wrong|Unexpected error|Unknown error|Something)\b/;
const sleeps: readonly string[] = ["setTimeout", "sleep", "delay"];

const plugin: Deno.lint.Plugin = {
  name: "asterism",
  rules: {
    "error-message": {
      create(context) {
        if (isTest(context.filename)) return {};
        const check = (message: Deno.lint.Node | undefined) => {
          const problem = message && messageProblem(message);
          if (message && problem) {
            context.report({
              node: message,
              message: `Error message ${problem}`,
              hint: "See rule 15 of the style guide",
            });
          }
        };
        return {
          "NewExpression[callee.name=/Error$/]"(node: Deno.lint.NewExpression) {
            check(node.arguments[0]);
          },
          "ClassDeclaration[id.name=/Error$/] CallExpression[callee.type='Super']"(node: Deno.lint.CallExpression) {
            check(node.arguments[0]);
          },
        };
      },
    },
    "no-sleep-in-tests": {
      create(context) {
        if (!isTest(context.filename)) return {};
        const hint = "Move the clock, or wait for the event";
        return {
          ImportDeclaration(node) {
            if (!/^(?:node:)?timers\/promises$/.test(node.source.value)) return;
            context.report({ node, message: `Test imports ${node.source.value}`, hint });
          },
          CallExpression(node) {
            const name = calledName(node.callee);
            if (name === undefined || !sleeps.includes(name)) return;
            context.report({ node, message: `Test calls ${name}()`, hint });
          },
        };
      },
    },
    "cast-needs-reason": {
      create(context) {
        return {
          "TSAsExpression > TSAsExpression"(node: Deno.lint.TSAsExpression) {
            if (node.typeAnnotation.type !== "TSUnknownKeyword" && node.typeAnnotation.type !== "TSAnyKeyword") return;
            if (hasReason(context.sourceCode, node)) return;
            const hint = "Say why in a comment on the line above, or check the value instead";
            context.report({ node, message: "Cast through unknown has no reason", hint });
          },
        };
      },
    },
    "ignore-needs-reason": {
      create(context) {
        return {
          Program() {
            for (const comment of context.sourceCode.getAllComments()) {
              if (!/^\s*deno-lint-ignore/.test(comment.value) || / -- \S/.test(comment.value)) continue;
              const hint = `Write "deno-lint-ignore rule -- Reason."`;
              context.report({ range: comment.range, message: "Exception to a lint rule has no reason", hint });
            }
          },
        };
      },
    },
  },
};
export default plugin;

/** What is wrong with a message, as far as it is written down in the source. */
function messageProblem(message: Deno.lint.Node): string | undefined {
  const { start, end, text } = literalText(message);
  if (start !== undefined && start !== "" && !/^[\p{Lu}"]/u.test(start)) {
    return "does not start with a capital or a quoted value";
  }
  if (start !== undefined && vague.test(start)) return "does not say what was attempted";
  if (end?.trimEnd().endsWith(".")) return "ends with a period";
  if (contraction.test(text)) return "has a contraction";
  return undefined;
}

/** The literal parts of a string: all of them, and those at its ends unless the string has a value there. */
function literalText(node: Deno.lint.Node): { start?: string; end?: string; text: string } {
  if (node.type === "Literal" && typeof node.value === "string") {
    return { start: node.value, end: node.value, text: node.value };
  }
  if (node.type === "TemplateLiteral") {
    const parts = node.quasis.map((quasi) => quasi.cooked);
    const [first = "", last = ""] = [parts.at(0), parts.at(-1)];
    return { ...(first && { start: first }), ...(last && { end: last }), text: parts.join("0") };
  }
  if (node.type === "BinaryExpression" && node.operator === "+" && node.left.type !== "PrivateIdentifier") {
    const [left, right] = [literalText(node.left), literalText(node.right)];
    return {
      ...(left.start !== undefined && { start: left.start }),
      ...(right.end !== undefined && { end: right.end }),
      text: left.text + right.text,
    };
  }
  return { text: "" };
}

function calledName(callee: Deno.lint.Node): string | undefined {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return undefined;
  if (callee.object.name !== "globalThis" || callee.property.type !== "Identifier") return undefined;
  return callee.property.name;
}

/** Whether a comment ends on the line of the cast, or on the line above it or above its statement. */
function hasReason(source: Deno.lint.SourceCode, cast: Deno.lint.Node): boolean {
  const lineOf = (offset: number) => source.text.slice(0, offset).split("\n").length;
  const statement = source.getAncestors(cast).findLast(({ type }) => /Statement$|Declaration$|Definition$/.test(type));
  const lines = [cast, statement ?? cast].map((node) => lineOf(node.range[0]));
  return source.getAllComments().some((comment) => {
    const line = lineOf(comment.range[1]);
    return line === lines[0] || lines.includes(line + 1);
  });
}

function isTest(filename: string): boolean {
  return /(?:^|[\\/])tests[\\/]|_test\.ts$/.test(filename);
}
