import type { ApplicationFacts, ArgumentFacts, FunctionFacts, OptionFacts } from "../application_facts.ts";
import { childrenOf, descendantsOf, parseXml, type XmlElement } from "./xml.ts";

/** What is known of the applications and functions of a release, by name in alphabetical order. */
export interface Facts {
  readonly applications: readonly ApplicationFacts[];
  readonly functions: readonly FunctionFacts[];
}

/** Reads the facts from Asterisk's `core-en_US.xml`. What two modules have, as `VoiceMail`, is that of the first. */
export function readDocumentation(text: string): Facts {
  const [docs] = childrenOf(parseXml(text), "docs");
  const elements = (name: string) => firstOfEach(childrenOf(docs, name), (element) => element.attributes["name"] ?? "");
  return sorted({
    applications: elements("application").map(toApplication),
    functions: elements("function").map((element) => {
      const [syntax] = childrenOf(element, "syntax");
      return {
        name: element.attributes["name"] ?? "",
        module: element.attributes["module"],
        separator: syntax?.attributes["argsep"] ?? ",",
        arguments: syntax && childrenOf(syntax, "parameter").map(toArgument),
      };
    }),
  });
}

function firstOfEach<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...Map.groupBy(items, key).values()].flatMap(([first]) => first === undefined ? [] : [first]);
}

function toApplication(element: XmlElement): ApplicationFacts {
  const [syntax] = childrenOf(element, "syntax");
  const variables: Record<string, string[]> = {};
  for (const variable of descendantsOf(element, "variable")) {
    const { name } = variable.attributes;
    if (name === undefined) continue;
    const values = childrenOf(variable, "value").flatMap(({ attributes }) => attributes["name"] ?? []);
    variables[name] = [...variables[name] ?? [], ...values];
  }
  return {
    name: element.attributes["name"] ?? "",
    module: element.attributes["module"] ?? "",
    separator: syntax?.attributes["argsep"] ?? ",",
    arguments: childrenOf(syntax, "parameter").map(toArgument),
    options: [...descendantsOf(syntax, "option")].map(toOption),
    variables,
  };
}

function toArgument({ attributes }: XmlElement): ArgumentFacts {
  const { name = "", required, multiple, argsep, hasparams } = attributes;
  return argument({
    name,
    required: isYes(required),
    multiple: multiple ?? null,
    argsep: argsep ?? null,
    hasParams: hasparams ?? null,
  });
}

function toOption(element: XmlElement): OptionFacts {
  const names = childrenOf(element, "argument").map(({ attributes }) => attributes["name"] ?? "");
  return { name: element.attributes["name"] ?? "", arguments: names };
}

/** The facts as a file of JSON has them, which somebody has read from the documentation before. */
export interface FactsFile {
  readonly applications: Readonly<Record<string, ApplicationEntry>>;
  readonly functions: readonly string[];
}

interface ApplicationEntry {
  readonly module: string;
  readonly syntaxArgsep: string | null;
  readonly args: readonly ArgumentEntry[];
  readonly options: readonly { readonly name: string; readonly args: readonly string[] }[];
  readonly variables: Readonly<Record<string, readonly string[]>>;
}

interface ArgumentEntry {
  readonly name: string;
  readonly required: boolean;
  readonly hasParams: string | null;
  readonly multiple: string | null;
  readonly argsep: string | null;
}

/** Reads the facts from a file of JSON, which knows neither modules nor arguments of functions. */
export function readFactsFile({ applications, functions }: FactsFile): Facts {
  return sorted({
    applications: Object.entries(applications).map(([name, { module, syntaxArgsep, args, options, variables }]) => ({
      name,
      module,
      separator: syntaxArgsep ?? ",",
      arguments: args.map(argument),
      options: options.map((option) => ({ name: option.name, arguments: option.args })),
      variables,
    })),
    functions: functions.map((name) => ({ name, module: undefined, separator: ",", arguments: undefined })),
  });
}

function argument({ name, required, multiple, argsep, hasParams }: ArgumentEntry): ArgumentFacts {
  const parameters = hasParams === "optional" ? "optional" : isYes(hasParams) ? "always" : undefined;
  return {
    name,
    isRequired: required,
    ...(isYes(multiple) && { isRepeated: true }),
    ...(argsep && { separator: argsep }),
    ...(parameters && { parameters }),
  };
}

function isYes(word: string | null | undefined): boolean {
  return word === "yes" || word === "true";
}

function sorted({ applications, functions }: Facts): Facts {
  const byName = (left: { name: string }, right: { name: string }) => left.name < right.name ? -1 : 1;
  return { applications: applications.toSorted(byName), functions: functions.toSorted(byName) };
}
