/** Since when Asterisk reads a file no more, and what to use instead. */
interface GoneFile {
  readonly since: number;
  readonly instead: string;
}

/** Files of modules that were removed, by the release that did so. */
const goneFiles: ReadonlyMap<string, GoneFile> = new Map([
  ["alsa.conf", { since: 21, instead: "console.conf, of chan_console" }],
  ["app_mysql.conf", { since: 19, instead: "func_odbc.conf" }],
  ["cdr_mysql.conf", { since: 19, instead: "cdr_adaptive_odbc.conf" }],
  ["cdr_syslog.conf", { since: 19, instead: "cdr_custom.conf" }],
  ["mgcp.conf", { since: 21, instead: "pjsip.conf" }],
  ["misdn.conf", { since: 19, instead: "chan_dahdi.conf" }],
  ["osp.conf", { since: 21, instead: "no file: app_osplookup has no successor" }],
  ["oss.conf", { since: 19, instead: "console.conf, of chan_console" }],
  ["phone.conf", { since: 19, instead: "chan_dahdi.conf" }],
  ["sip.conf", { since: 21, instead: "pjsip.conf" }],
  ["skinny.conf", { since: 21, instead: "pjsip.conf" }],
  ["users.conf", {
    since: 23,
    instead: "the files of the channel drivers, and phoneprov_users.conf for res_phoneprov",
  }],
  ["vpb.conf", { since: 19, instead: "chan_dahdi.conf" }],
]);

/** Why a release reads nothing from a file of this name, as a sentence without a period. */
export function whyGone(file: string, asteriskVersion: number): string | undefined {
  const gone = goneFiles.get(file);
  if (gone === undefined || asteriskVersion < gone.since) return undefined;
  return `Asterisk ${gone.since} and later read no ${file}: use ${gone.instead}`;
}
