/** A configuration file that can not be read as Asterisk would read it; it names the place. */
export class ConfigSyntaxError extends SyntaxError {
  /** `"ConfigSyntaxError"`. */
  override readonly name = "ConfigSyntaxError";
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1. */
  readonly column: number;

  /** Makes the error for one place of one file. */
  constructor(message: string, place: { file: string; line: number; column: number }) {
    super(`Cannot parse ${place.file} at line ${place.line}, column ${place.column}: ${message}`);
    this.line = place.line;
    this.column = place.column;
  }
}
