/** What stands where a secret was. */
export const redacted = "[redacted]";

/** Words that make the value behind a name a secret. */
const secretWords: ReadonlySet<string> = new Set(["auth", "cookie", "cred", "creds", "pass", "pin", "pwd"]);
const secretParts = /password|passwd|passphrase|passcode|secret|token|apikey|authorization|credential|privatekey/;

/** Whether what stands behind a name, of a field, a variable or a header, is to be kept from logs. */
export function isSecretName(name: string): boolean {
  const words = name.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z\d]+/);
  return secretParts.test(words.join("")) || words.some((word) => secretWords.has(word));
}

/**
 * A copy of JSON without its secrets: the values of fields with a secret's name, those that stand beside such a name
 * (`{ "attribute": "password", "value": … }`), and credentials within texts that are URLs.
 */
export function redact(value: unknown): unknown {
  if (typeof value === "string") return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const isSecretPair = entries.some(([name, content]) => {
    return nameFields.has(name) && typeof content === "string" && isSecretName(content);
  });
  return Object.fromEntries(entries.map(([name, content]) => {
    const isSecret = isSecretName(name) || (isSecretPair && name === "value");
    return [name, isSecret && content !== "" ? redacted : redact(content)];
  }));
}

/** Fields that name what is in the field `value` beside them. */
const nameFields: ReadonlySet<string> = new Set(["attribute", "key", "name", "variable"]);

function redactText(text: string): string {
  return text.replace(/(\/\/)[^\s/@]+@/g, `$1${redacted}@`).replace(/(api_key=)[^&\s"]+/g, `$1${redacted}`);
}
