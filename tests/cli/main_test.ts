import { assertEquals, assertMatch } from "@std/assert";
import { main, type Output } from "../../cli/main.ts";

class Recorder implements Output {
  readonly logged: string[] = [];
  readonly errors: string[] = [];

  log(line: string): void {
    this.logged.push(line);
  }

  error(line: string): void {
    this.errors.push(line);
  }
}

for (const option of ["--help", "-h"]) {
  Deno.test(`main() shows the usage when given ${option}`, async () => {
    const output = new Recorder();

    const code = await main([option], output);

    assertEquals([code, output.errors], [0, []]);
    assertMatch(output.logged.join("\n"), /^Usage: asterism /);
  });
}

for (const option of ["--version", "-V"]) {
  Deno.test(`main() shows the version when given ${option}`, async () => {
    const output = new Recorder();

    const code = await main([option], output);

    assertEquals([code, output.errors], [0, []]);
    assertMatch(output.logged.join("\n"), /^asterism \d+\.\d+\.\d+/);
  });
}

for (
  const [args, message] of [
    [[], "Cannot run asterism: command is missing"],
    [["dial"], 'Cannot run asterism: command "dial" is not known'],
    [["dial", "--help"], 'Cannot run asterism: command "dial" is not known'],
    [["--verbose"], 'Cannot run asterism: option "--verbose" is not known'],
    [["-x", "dial"], 'Cannot run asterism: option "-x" is not known'],
  ] satisfies [string[], string][]
) {
  Deno.test(`main() answers 2 and says why when given ${JSON.stringify(args)}`, async () => {
    const output = new Recorder();

    const code = await main(args, output);

    assertEquals([code, output.logged], [2, []]);
    assertEquals(output.errors, [message, 'Run "asterism --help" to see what there is']);
  });
}
