/** What the fields of actions may be given. On the wire all are text. */

/** What Asterisk takes for yes and no. */
export type AmiBoolean = boolean | "true" | "false" | "yes" | "no" | "on" | "off" | "1" | "0";

/** Variables by name, or as Asterisk reads them: `name=value`, several with commas or as a list. */
export type AmiVariables = string | readonly string[] | Readonly<Record<string, string | number | boolean>>;

/** Value of a header that Asterisk hands on as it is; each item of a list becomes a header of its own. */
export type AmiHeaderValue = string | number | boolean | readonly (string | number)[];

/** For actions that take no field of their own. */
export type NoFields = Readonly<Record<string, never>>;
