/** One argument of an application or function. */
export interface ArgumentFacts {
  /** Its name in Asterisk's documentation. */
  readonly name: string;
  /** Whether it must be given. */
  readonly isRequired: boolean;
  /** Whether more of the same may follow. */
  readonly isRepeated?: boolean;
  /** What separates its own parts, as `&` between the devices of `Dial`. */
  readonly separator?: string;
  /** Whether it takes arguments of its own in parentheses, as the application of `Exec`: always, or when it likes. */
  readonly parameters?: "always" | "optional";
}

/** One letter of an application's options. */
export interface OptionFacts {
  /** The letter; a few are words, as the `skip` of `Playback`. */
  readonly name: string;
  /** The names of its arguments, which stand in parentheses behind it. */
  readonly arguments: readonly string[];
}

/** What Asterisk's documentation says of an application. */
export interface ApplicationFacts {
  /** Its name; Asterisk finds it in any case. */
  readonly name: string;
  /** The module that has it. */
  readonly module: string;
  /** What separates its arguments: `,` for almost all, `?` for `GotoIf`. */
  readonly separator: string;
  /** Its arguments, in order. */
  readonly arguments: readonly ArgumentFacts[];
  /** Its options. */
  readonly options: readonly OptionFacts[];
  /** The channel variables that it sets or reads, with the values that they have; none are listed where any may be. */
  readonly variables: Readonly<Record<string, readonly string[]>>;
}

/** What Asterisk's documentation says of a dialplan function. */
export interface FunctionFacts {
  /** Its name, in capitals for almost all; Asterisk asks for the exact case. */
  readonly name: string;
  /** The module that has it; `undefined` where that is not known. */
  readonly module: string | undefined;
  /** What separates its arguments. */
  readonly separator: string;
  /** Its arguments, in order; `undefined` where they are not known. */
  readonly arguments: readonly ArgumentFacts[] | undefined;
}
