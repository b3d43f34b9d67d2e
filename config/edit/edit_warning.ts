/** Something that an edit does not do as one may think. */
export interface EditWarning {
  /** What it is about, in a word that does not change between versions. */
  readonly code: "inherited-first" | "inherited-kept" | "line-missing";
  /** The name of the section. */
  readonly section: string;
  /** The name of the setting. */
  readonly name: string;
  /** What is the case, in a sentence without a period. */
  readonly message: string;
}
