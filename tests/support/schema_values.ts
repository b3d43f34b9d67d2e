/** Values for an option, right ones and wrong ones, by its kind. */
import type { OptionSchema } from "../../config/mod.ts";

const uris = [
  ...[
    "sip:a@b",
    "sips:b",
    "SIP:a@b",
    "sip:",
    "sip:@b",
    "sip:a@",
    "sip:a@b c",
    "sip:a@b:99999",
    "sip:a@b:x",
    "sip:a@b:",
  ],
  ...[
    "sip:a@[::1]",
    "sip:a@[::1",
    "sip:a@[::1]:5060",
    "sip:a b@c",
    "<sip:a@b>",
    "<sip:a@b",
    '"x" <sip:a@b>',
    "sip:ä@b",
  ],
  ...["sip:a@b;transport=udp", "sip:a@b;", "sip:a@b;=x", "sip:a@b?x=y", "sip:a@b?", "tel:123", "http://x", "sip:a@ä"],
  ...[
    "sip:a%20@b",
    "sip:a:p@b",
    "sip:a@b@c",
    "sip:a@b,sip:c@d",
    "a@b",
    "sip:a@b/c",
    "sip:+1@b",
    "sip:*@b",
    "x",
    "5",
    "",
  ],
];

const digests = [
  ...["x", "", `MD5:${"a".repeat(32)}`, `md5:${"a".repeat(32)}`, "a".repeat(32), "a".repeat(31), `X:${"a".repeat(32)}`],
  ...[`SHA-256:${"a".repeat(64)}`, `SHA-512-256:${"b".repeat(64)}`, `SHA-256:${"a".repeat(63)}`],
];

const negotiations = [
  ...["x", "prefer: pending", "prefer:configured,keep:first", "prefer: nosuch", "operation: union", "foo: bar", "a b"],
  ...["prefer", "operation: only_preferred, transcode: prevent", "keep", "transcode: allow,,", ""],
];

const texts: Readonly<Record<string, readonly string[]>> = {
  "sip-uri": uris,
  "sip-contact": uris,
  "sip-route": uris,
  "password-digests": digests,
  "codec-preferences": negotiations,
  "codec-preferences-incoming": negotiations,
  "type-of-service": ["0", "184", "0xb8", "ef", "CS3", "af41", "af14", "x", "", "5x", "cs8"],
  "assignment": ["a=b", "=b", "a", "", "a=b=c"],
  "uri-user": ["alice", "a b", "a@b", "+1.5-2", "a%20b", "é", "a/b", ""],
  "contact-user": ["alice", "a b", "a@b", "+1.5-2", "a%20b", "é", "a/b", "a#b", "a[b", ""],
  "header-parameters": ["a=b", "a b", "a;b", ""],
  "header-match": ["X: y", "X:y", "X", ": y", "X:", "X: /a/", "X: /(/", "X: //", ""],
  "slashed-regex": ["a", "/a/", "/(/", "//", "/", ""],
};

/** What to try for an option. */
export function valuesFor(option: OptionSchema): readonly string[] {
  switch (option.kind) {
    case "boolean":
      return ["yes", "no", "true", "FALSE", "1", "0", "t", "f", "y", "n", "on", "off", "maybe", "", "2", "enabled"];
    case "integer": {
      const ends = [option.min, option.max].filter((end) => end !== undefined && Number.isSafeInteger(end));
      return [
        ...[
          "0",
          "1",
          "-1",
          "5",
          "0x10",
          "010",
          "5s",
          "",
          "+3",
          "1.5",
          "abc",
          "2147483647",
          "2147483648",
          "-2147483649",
        ],
        ...["4294967295", "4294967296", ...ends.flatMap((end = 0) => [`${end}`, `${end + 1}`, `${end - 1}`])],
      ];
    }
    case "number":
      return ["0", "1.5", "-1", ".5", "1e3", "1x", "", "inf", "nan", "0x1p4", "abc", " 1"];
    case "duration":
      return ["1", "1s", "", "x"];
    case "choice":
      return [
        ...[
          ...option.values,
          ...option.values.map((value) => value.toUpperCase()),
          ...Object.keys(option.synonyms ?? {}),
        ],
        ...["nosuch", "", "yes", "no", "true", "1", "3x"],
      ];
    case "list": {
      if (option.format !== undefined) return texts[option.format] ?? [];
      const [first, second = first] = option.values ?? [];
      if (first === undefined) return ["x", "a,b", ""];
      return [first, first.toUpperCase(), "nosuch", "", `${first},nosuch`, `${first} , ${second}`];
    }
    case "codecs":
      return [
        ...["ulaw", "!all,ulaw", "nosuch", "all", "", "ulaw:20", "ulaw:x", "ULAW", "ulaw,nosuch", "!ulaw", "ulaw|alaw"],
        ...["opus:", "g722, alaw", ...option.values ?? []],
      ];
    case "rules":
      return option.networks
        ? [
          ...["0.0.0.0/0", "10.0.0.0/8", "nosuch", "", "::/0", "1.2.3.4", "300.1.1.1", "10.0.0.0/255.0.0.0", "0/0"],
          ...["!10.0.0.0/8", "10.0.0.1/33", "1.2.3", "1", "1.2.3.4:5", "1.2.3.4/", "1.2.3.4/x", "1.2.3.4/8x"],
          ...["1.2.3.4/ 8", "::1/129", "[::1]/64", "1.2.3.4,5.6.7.8/8", "1.2.3.4, 5.6.7.8", "! 1.2.3.4", "010.1.1.1"],
          ...["1.2.3.4/ffff::", "::ffff:1.2.3.4", "localhost", "0x7f.1", "1.2.3.4/8/8", "1.2.3.4,", "1.2.3.4/-1"],
        ]
        : ["x"];
    case "address":
      return ["127.0.0.1", "127.0.0.1:5060", "::1", "[::1]:5060", "localhost", "", "x y", "127.0.0.1:99999", "[::1"];
    case "text":
      return option.format === undefined ? ["x", "", "a b", "5", "yes"] : texts[option.format] ?? [];
    default:
      throw new Error(`Unreachable: ${option satisfies never}`);
  }
}
