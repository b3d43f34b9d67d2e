/** What the reader has to say, and how bad each is. */
export const readerSeverities = {
  // Asterisk loads nothing of the file; of an included file, nothing from that line on.
  "addition-to-missing": "fatal",
  "addition-to-template": "fatal",
  "bad-escape": "fatal",
  "file-missing": "fatal",
  "include-missing": "fatal",
  "include-too-deep": "fatal",
  "inherits-missing": "fatal",
  "nested-comments": "fatal",
  "no-section": "fatal",
  "permission-denied": "fatal",
  "unclosed-header": "fatal",
  "unclosed-options": "fatal",
  // Limits of ours.
  "file-too-large": "fatal",
  "too-many-includes": "fatal",
  "too-many-settings": "fatal",
  "too-much-work": "fatal",
  // Asterisk logs a line of its own and goes on.
  "bad-filter": "dropped",
  "exec-disabled": "dropped",
  "exec-empty": "dropped",
  "include-not-a-file": "dropped",
  "include-not-read": "dropped",
  "include-repeated": "dropped",
  "line-too-long": "dropped",
  "missing-argument": "dropped",
  "no-equals": "dropped",
  "no-name": "dropped",
  "unknown-directive": "dropped",
  // Asterisk takes it for something else, and says nothing or nothing that helps.
  "addition-elsewhere": "silent",
  "addition-with-arrow": "silent",
  "byte-order-mark-kept": "silent",
  "comment-in-quotes": "silent",
  "empty-option": "silent",
  "filter-cut": "silent",
  "header-text-ignored": "silent",
  "include-cut": "silent",
  "include-elsewhere": "silent",
  "include-level-lost": "silent",
  "lone-carriage-return": "silent",
  "nul-byte": "silent",
  "options-ignored": "silent",
  "section-name-cut": "silent",
  "stray-block-end": "silent",
  "tryinclude-missing": "silent",
  "unclosed-block": "silent",
  "utf-16": "silent",
  // Asterisk takes it for what it is meant to be.
  "header-like-setting": "style",
  "not-utf-8": "style",
  "too-many-diagnostics": "style",
} as const;

/** The code of a diagnostic of the reader. */
export type ReaderCode = keyof typeof readerSeverities;
