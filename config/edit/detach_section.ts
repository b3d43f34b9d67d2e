import type { LinePlace } from "./edited_file.ts";
import type { EditedSection } from "./edited_section.ts";
import { isReadBefore } from "./reading_order.ts";
import { isSame, type SectionVariable, variablesAt, variablesOf } from "./section_variables.ts";

/**
 * Gives a section what it has inherited from another one as settings of its own, so that it stays what it is without it. Throws
 * `TypeError` where it would not.
 */
export function detachSection(user: EditedSection, base: EditedSection): void {
  const before = variablesOf(user);
  const copied: { header: LinePlace; variables: SectionVariable[] }[] = [];
  for (const [index, header] of user.headers.entries()) {
    const variables: SectionVariable[] = [];
    const bases = [...user.headerBases[index] ?? []];
    const options = header.line.header.options.filter((option) => {
      if (option === "!" || option.startsWith("+") || bases.shift() !== base) return true;
      variables.push(...variablesAt(base, header));
      return false;
    });
    if (options.length < header.line.header.options.length) header.line.changeHeader({ options });
    if (variables.length > 0) copied.push({ header, variables });
  }
  user.headerBases = user.headerBases.map((bases) => bases.filter((other) => other !== base));
  for (const { header, variables } of copied) copyInto(user, header, variables);

  const after = variablesOf(user);
  if (before.length === after.length && before.every((variable, index) => isEqual(variable, after[index]))) return;
  throw new TypeError(
    `Cannot delete section "${base.name}": the settings of section "${user.name}", which inherits from others too, would be in ` +
      "another order",
  );
}

/** Writes settings as the first ones of a header's own. */
function copyInto(user: EditedSection, header: LinePlace, variables: readonly SectionVariable[]): void {
  const order = header.file.orderOf(header.line);
  let index = 0;
  if (header !== user.headers[0]) {
    const after = user.own.findIndex(({ file, line }) => isReadBefore(order, file.orderOf(line)));
    index = after < 0 ? user.own.length : after;
  }
  for (const { name, value, isObject } of variables) {
    user.insert({ index: index++, header }, { name, value, operator: isObject ? "=>" : "=" });
  }
}

function isEqual(a: SectionVariable, b: SectionVariable | undefined): boolean {
  return b !== undefined && a.name === b.name && isSame(a, b) && a.isObject === b.isObject;
}
