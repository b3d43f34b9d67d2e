/** The tones that nearly every country has (`indications.conf`). */
const commonTones: readonly string[] = [
  "dial",
  "busy",
  "ring",
  "congestion",
  "callwaiting",
  "dialrecall",
  "record",
  "info",
  "stutter",
];

/** What some countries have besides, or lack. */
const exceptions: Readonly<Record<string, { readonly extra?: readonly string[]; readonly lacks?: readonly string[] }>> =
  {
    au: { extra: ["std", "facility", "ringmobile"] },
    es: { extra: ["dialout"] },
    fr: { extra: ["callwait"], lacks: ["callwaiting"] },
    id: { lacks: ["dialrecall", "record", "stutter"] },
    my: { lacks: ["callwaiting", "dialrecall", "record", "info"] },
    nz: { extra: ["unobtainable"] },
    sg: { extra: ["nutone", "intrusion", "warning", "acceptance", "holdinga", "holdingb"] },
    uk: {
      extra: [
        "specialdial",
        "specialcongestion",
        "unobtainable",
        "specialcallwaiting",
        "creditexpired",
        "confirm",
        "switching",
      ],
      lacks: ["dialrecall"],
    },
  };

/** Frequencies, and notes after an `M`, as far as it takes to tell that Asterisk can play the part. */
const playablePart = /^M?\s*[-+]?\d/;

/**
 * Whether Asterisk can play this as a tone: the name of one of the country's, as `ring` or `ring;tonezone=fr`, or a list of
 * frequencies as `425/500,0/500` (`ast_control_tone`). Without a country that it knows, it is that of the installation.
 */
export function isTone(text: string): boolean {
  const [tone = ""] = text.split(";", 1);
  const rest = text.slice(tone.length + 1);
  if (rest !== "" && !rest.startsWith("tonezone=")) return false;
  const { extra = [], lacks = [] } = exceptions[rest.slice("tonezone=".length).toLowerCase()] ?? {};
  const name = tone.toLowerCase();
  if (extra.includes(name) || (commonTones.includes(name) && !lacks.includes(name))) return true;
  return hasPlayablePart(tone);
}

/** Parts that Asterisk does not understand are skipped, and an empty one ends the list. */
function hasPlayablePart(tone: string): boolean {
  for (const part of tone.split(tone.includes("|") ? "|" : ",")) {
    if (part === "") return false;
    if (playablePart.test(part.trim().replace(/^!/, "").trimStart())) return true;
  }
  return false;
}

/** The frequency of a medium that is a tone of one frequency for so many milliseconds or more, in hertz. */
export function singleFrequency(media: string, duration: number): number | undefined {
  const match = /^tone:\s*!?\s*(\d+)(?:\/(\d+))?(?=$|[,|;])/.exec(media);
  const length = Number(match?.[2] ?? 0);
  return match === null || (length > 0 && length < duration) ? undefined : Number(match[1]);
}
