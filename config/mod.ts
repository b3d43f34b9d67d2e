/**
 * Asterisk's `.conf` files: what they say, exactly as Asterisk reads them, and what you do not touch does not change, to the byte.
 *
 * - {@linkcode load} reads a file with all that it includes, {@linkcode parse} a text; neither throws for what a file says.
 *   {@linkcode ConfigFile} has the sections as Asterisk holds them, the lines as they are written, and diagnostics.
 * - Sections are edited in place and {@linkcode ConfigFile.save} writes just that; {@linkcode ConfigFile.apply} takes the verbs of
 *   UpdateConfig, and {@linkcode updateServerConfig} sends them to a running Asterisk. {@linkcode predictServerUpdate} tells to the
 *   byte what Asterisk's own writer would leave.
 * - {@linkcode read} reads by a schema, such as {@linkcode pjsip}; the `parse…` and `read…` functions read single values.
 * - {@linkcode loadDialplan} makes a model of `extensions.conf`: patterns, look-up, {@linkcode showDialplan};
 *   {@linkcode evaluateExpression} and {@linkcode substitute} compute `$[…]` and `${…}` as Asterisk does.
 * - {@linkcode check} looks for everything that is known to go wrong, with fixes where these are certain; `; noqa` spares a line.
 *   {@linkcode diagnosticCodes} are all that it may say. {@linkcode requiredModules} and {@linkcode findSimilarNames} are reports.
 * - {@linkcode format} tidies up and changes no meaning; {@linkcode isFormatted} says whether there is something to do.
 *
 * Nothing here runs a command or reads a file that it was not told to: `#exec` needs a hook of yours.
 *
 * @example What Asterisk holds, and one edit
 * ```ts
 * import { parse } from "@asterism/asterisk/config";
 *
 * const pjsip = parse("[phone](!)\ntype = endpoint\n\n[alice](phone) ; the front desk\nauth = alice\n");
 * pjsip.section("alice")?.set("auth", "alice-auth");
 * console.log(pjsip.section("alice")?.get("type")); // "endpoint", from the template
 * console.log(pjsip.text.includes("auth = alice-auth")); // true
 * ```
 *
 * @example What is wrong, and what would help
 * ```ts
 * import { applyEdits, check, parse } from "@asterism/asterisk/config";
 *
 * const file = parse("[alice]\ntype = aor\ncontact = sip:alice@10.0.0.5;transport=tcp\n", { name: "pjsip.conf" });
 * const [found] = check(file).diagnostics;
 * console.log(found?.start.line, found?.start.column, found?.code); // 3 31 "comment-in-value"
 * console.log(new TextDecoder().decode(applyEdits(file.bytes, found?.fix?.edits ?? [])).includes("10.0.0.5\\;transport"));
 * ```
 *
 * @example The dialplan as a model
 * ```ts
 * import { loadDialplan, parse } from "@asterism/asterisk/config";
 *
 * const text = "[default]\nexten => _1XX,1,Dial(PJSIP/${EXTEN})\nexten => 100,1,Stasis(greeter)\n";
 * const { dialplan } = loadDialplan(parse(text, { name: "extensions.conf" }));
 * const step = dialplan.find("default", "123", 1);
 * console.log(step.kind === "priority" && step.priority.application); // "Dial"
 * ```
 *
 * ## From pyst2's `asterisk.config`
 *
 * What raised there, `[a](b)`, an `#include`, a line without `=`, is read as Asterisk reads it; what there was no way to write
 * is saved by {@linkcode ConfigFile.save}.
 *
 * | pyst2                          | here                                                            |
 * | ------------------------------ | --------------------------------------------------------------- |
 * | `Config(filename)`             | `await load(path)`, or of a text `parse(text, { name })`        |
 * | `Config.filename`              | `file.name`                                                     |
 * | `Config.raw_lines`             | `file.text`, and to the byte `file.bytes`                       |
 * | `Config.lines`                 | `file.tree.lines()`                                             |
 * | `Config.categories`            | `file.sections`; templates are in `file.templates`              |
 * | `Line.line`                    | `file.tree.source.slice(line.start, line.comment ?? line.end)`  |
 * | `Line.comment`                 | `file.tree.source.slice(line.comment, line.end)`, with its `;`  |
 * | `Line.number`                  | `line.number`                                                   |
 * | `Line.get_line()`              | `file.tree.source.slice(line.start, line.end)`, with its indent |
 * | `Category.name`                | `section.name`                                                  |
 * | `Category.items`               | `section.settings`, with what templates give                    |
 * | `Category.comments`            | the lines whose `kind` is `"comment"` or `"blank"`              |
 * | `Category(name=name)`          | `file.add(name)`                                                |
 * | `Category.append(item)`        | `section.append(name, value)`                                   |
 * | `Category.insert(index, item)` | `section.insert(name, value, { line: index })`                  |
 * | `Category.pop(index)`          | `section.delete(name, { match: value })` of that setting        |
 * | `Category.remove(item)`        | `section.delete(name, { match: value })`                        |
 * | `Item.name`                    | `setting.name`                                                  |
 * | `Item.value`                   | `setting.value`                                                 |
 * | `Item.style`                   | `setting.isObject`                                              |
 * | `Item(name=name, value=value)` | `section.append(name, value)`                                   |
 * | `ParseError`                   | `file.diagnostics`, or with `strict` a `ConfigSyntaxError`      |
 *
 * @module
 */
export { parse, type ParseOptions, type ReadOptions } from "./parse.ts";
export { load, type LoadOptions } from "./load.ts";
export type { ExecOutput } from "./answer.ts";
export type { ReadLimits } from "./read_limits.ts";
export { ConfigFile } from "./config_file.ts";
export { ConfigSection } from "./config_section.ts";
export { ConfigSetting, type SettingOrigin } from "./config_setting.ts";
export { ConfigSyntaxError } from "./config_syntax_error.ts";
export type { Diagnostic, Fix, LogLine, Position, Severity } from "./diagnostic.ts";
export { type ReaderCode, readerSeverities } from "./reader_code.ts";
export type { ConfigSource, HeaderPlace, IncludePlace } from "./section_record.ts";
export { SyntaxTree } from "./syntax_tree.ts";
export type { LineIndex, ScanStart } from "./line_index.ts";
export type { LineText } from "./line_text.ts";
export { SourceText } from "./source_text.ts";
export { applyEdits, type TextEdit } from "./text_edit.ts";
export type {
  BlankLine,
  BrokenLine,
  CommentLine,
  ConfigLine,
  ConfigPiece,
  DirectiveLine,
  DroppedLine,
  LineSpan,
  SectionLine,
  SettingLine,
} from "./config_line.ts";
export {
  type ConfigFileSystem,
  MemoryFileSystem,
  type MemoryFileSystemOptions,
  OverlayFileSystem,
  type ReadFileOptions,
} from "./file_system.ts";
export { DenoFileSystem } from "./deno_file_system.ts";
export type { AddSectionOptions } from "./config_file.ts";
export type { UserOptions } from "./config_section.ts";
export type { ApplyOptions } from "./edit/apply_changes.ts";
export type { PlaceOptions, SettingOptions } from "./edit/change_section.ts";
export type { EditWarning } from "./edit/edit_warning.ts";
export type { FileEdits } from "./edit/config_editor.ts";
export { ConfigSaveError, type SaveFile, type SaveFileOptions } from "./edit/save_files.ts";
export { ConfigChangedError } from "./atomic_save.ts";
export type {
  AppendSetting,
  ChangeTarget,
  ConfigChange,
  DeleteSetting,
  InsertSetting,
  NewSection,
  RemoveSection,
  RenameSection,
  UpdateSetting,
} from "./change.ts";
export { type ActionHeader, formatUpdateConfig, parseUpdateConfig } from "./update_config.ts";
export { UpdateConfigError, type UpdateConfigMessage } from "./update_config_error.ts";
export { format, formatEdits, type FormatOptions, isFormatted } from "./format.ts";
export {
  compareConfigs,
  type ConfigDifference,
  getServerConfig,
  parseGetConfig,
  type SectionContent,
  type SendAction,
  type ServerConfig,
} from "./bridge/server_config.ts";
export { findServerLosses, type ServerLoss, type ServerLossOptions } from "./bridge/server_losses.ts";
export { type PredictedUpdate, predictServerUpdate, type PredictUpdateOptions } from "./bridge/server_update.ts";
export { type ServerUpdate, updateServerConfig, type UpdateServerOptions } from "./bridge/update_server.ts";
export { check, type CheckOptions } from "./check.ts";
export { diagnosticCodes } from "./diagnostic_code.ts";
export { type FileLintCode, type FileLintOptions, fileLintSeverities, lintFile } from "./file_lint.ts";
export { type NoqaResult, parseNoqa, withoutNoqa } from "./noqa.ts";

export { parseBoolean } from "./values/boolean.ts";
export { type IntegerOptions, type NumberRange, parseInteger, parseNumber } from "./values/number.ts";
export { type DurationOptions, type DurationUnit, parseDuration } from "./values/duration.ts";
export { type Address, type AddressOptions, parseAddress } from "./values/address.ts";
export { type AclNetwork, parseAcl } from "./values/acl.ts";
export { type Codec, type CodecList, type CodecsOptions, parseCodecs, parseList } from "./values/list.ts";
export type { Parsed } from "./values/parsed.ts";
export type { AsteriskVersion } from "./values/asterisk_version.ts";
export {
  readAddress,
  readBoolean,
  readDuration,
  readInteger,
  readList,
  readNumber,
  readText,
  type SettingFallback,
  type SettingReadOptions,
  type SettingsHolder,
} from "./values/read.ts";

export * from "./schema/schema.ts";
export type { TextFormat } from "./schema/text_format.ts";
export type { Entry, Infer, InferOption, InferSection, InferValue, InferWord } from "./schema/infer.ts";
export { read, type SchemaReading, type SchemaReadOptions } from "./schema/read.ts";
export { type RepeatedSections, type TrapCode, trapSeverities } from "./trap_lint.ts";
export { type JsonLintCode, jsonLintSeverities, lintForJson } from "./json_lint.ts";
export { type SchemaDiagnostic, type SchemaDiagnosticCode, schemaDiagnosticCodes } from "./schema/schema_diagnostic.ts";
export type {
  SchemaHeader,
  SchemaPlace,
  SchemaRange,
  SchemaSection,
  SchemaSetting,
  SchemaSource,
} from "./schema/schema_source.ts";
export { ari } from "./schema/generated/ari.ts";
export { pjsip } from "./schema/generated/pjsip.ts";
export { websocketClient } from "./schema/generated/websocket_client.ts";
export { cdr } from "./schema/cdr.ts";
export { cel } from "./schema/cel.ts";
export { extensions } from "./schema/extensions.ts";
export { http } from "./schema/http.ts";
export { logger } from "./schema/logger.ts";
export { manager } from "./schema/manager.ts";
export { modules } from "./schema/modules.ts";
export { queues } from "./schema/queues.ts";
export { voicemail } from "./schema/voicemail.ts";

export {
  compilePosixRegex,
  type PosixMatch,
  type PosixRegexOptions,
  type PosixRegexResult,
  type PosixSpan,
} from "./posix_regex.ts";
export { splitArguments, type SplitOptions } from "./dialplan/arguments.ts";
export { isTrueCondition } from "./dialplan/condition.ts";
export {
  type BinaryOperator,
  evaluateExpression,
  type EvaluateOptions,
  type Expression,
  type ExpressionNode,
  type ExpressionOutcome,
  type ExpressionRange,
  type ExpressionResult,
  type ExpressionWarning,
  type ExpressionWarningCode,
  parseExpression,
} from "./dialplan/expression.ts";
export {
  cutSubstring,
  type NestedSubstitution,
  substitute,
  type SubstituteOptions,
  type Substitution,
  type SubstitutionScope,
  type SubstitutionWarning,
} from "./dialplan/substitution.ts";
export {
  maxSubstitutionDepth,
  parseTemplate,
  type Template,
  type TemplatePart,
  type TemplateSubstitution,
} from "./dialplan/substitution_syntax.ts";
export {
  matchesTime,
  type MatchTimeOptions,
  parseTimeSpec,
  type TimeParts,
  type TimeRange,
  type TimeSpec,
  type TimeSpecDiagnostic,
} from "./dialplan/time_spec.ts";

export {
  canMatch,
  matchesMore,
  matchesPattern,
  type MatchMode,
  matchPattern,
  type MatchPatternOptions,
  type PatternMatch,
} from "./dialplan/pattern.ts";
export { comparePatterns } from "./dialplan/pattern_order.ts";
export { canonicalPattern, parsePattern, type PatternSymbol } from "./dialplan/pattern_form.ts";
export type { DialplanSection, DialplanSetting, DialplanSource, Origin, Range } from "./dialplan/source.ts";
export { type Extension, hintPriority, type Priority } from "./dialplan/extension.ts";
export type { Context, ExtensionMatch, IgnorePattern, Include, Switch } from "./dialplan/context.ts";
export { Dialplan, type DialplanOptions, type DialplanParts, type GlobalVariable } from "./dialplan/model.ts";
export type { FindOptions, FindResult, SwitchQuestion } from "./dialplan/find.ts";
export { loadDialplan, type LoadDialplanOptions, type LoadedDialplan } from "./dialplan/load.ts";
export type { ExtensionLine, LineParts, Piece } from "./dialplan/extension_line.ts";
export type { PriorityText } from "./dialplan/priority_text.ts";
export type { ApplicationText } from "./dialplan/application_text.ts";
export { showDialplan, type ShowDialplanOptions } from "./dialplan/show.ts";
export { type DialplanCode, dialplanCodes } from "./dialplan/dialplan_code.ts";
export { lintDialplan, type LintDialplanOptions } from "./dialplan/lint.ts";
export { findSimilarNames, type NameKind, type NameUse, type SimilarNames } from "./dialplan/similar_names.ts";
export { requiredModules } from "./dialplan/required_modules.ts";
export { findApplication, findFunction } from "./dialplan/known_applications.ts";
export type { ApplicationFacts, ArgumentFacts, FunctionFacts, OptionFacts } from "./dialplan/application_facts.ts";
