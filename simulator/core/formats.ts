/** The formats of media that Asterisk knows by name, whether it can translate them or not (`core show codecs`). */
const formatNames: ReadonlySet<string> = new Set(
  ("adpcm alaw amr amrwb codec2 g719 g722 g723 g726 g726aal2 g729 gsm h261 h263 h263p h264 h265 ilbc jpeg lpc10 mpeg4 " +
    "none opus png red silk12 silk16 silk24 silk8 siren14 siren7 slin slin12 slin16 slin192 slin24 slin32 slin44 slin48 " +
    "slin96 speex speex16 speex32 t140 t38 ulaw vp8 vp9").split(" "),
);

/** Whether there is a format of this name, whatever its case. */
export function isFormat(name: string): boolean {
  return formatNames.has(name.toLowerCase());
}
