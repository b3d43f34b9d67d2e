/** The formats that `allow` and `disallow` may name, as `core show codecs` has them in Asterisk 22. */
export const codecNames: readonly string[] = [
  ...["adpcm", "alaw", "amr", "amrwb", "codec2", "g719", "g722", "g723", "g726", "g726aal2", "g729", "gsm", "h261"],
  ...["h263", "h263p", "h264", "h265", "ilbc", "jpeg", "lpc10", "mpeg4", "none", "opus", "png", "red", "silk8"],
  ...["silk12", "silk16", "silk24", "siren7", "siren14", "slin", "slin12", "slin16", "slin24", "slin32", "slin44"],
  ...["slin48", "slin96", "slin192", "speex", "speex16", "speex32", "t140", "t38", "ulaw", "vp8", "vp9"],
];
