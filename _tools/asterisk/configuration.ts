/** The configuration of the Asterisk that the conformance suite runs against: loopback only, its own ports. */
import { localhost } from "../../tests/support/certificates.ts";
import type { InstalledAsterisk, Ports } from "./state.ts";

/** Where the files lie, as Asterisk sees it. Debian's own in /etc/asterisk stay as they are, and unused. */
export const CONFIGURATION_FOLDER = "/etc/asterism";

/** None is a default of Asterisk or of a well-known service, and all are below the ephemeral range. */
export const DEFAULT_PORTS: Ports = { http: 18088, manager: 15038, sip: 15060, rtp: 15200 };

const HOSTNAME = "127.0.0.1";
const RTP_PORTS = 200;

/** Users of a server that only this machine can reach, so their passwords are no secrets. */
const USER = { username: "test", password: "test_password" };
const READ_ONLY_USER = { username: "reader", password: "reader_password" };
const MANAGER_USER = { username: "admin", secret: "admin_secret" };
/** Managers that may log in once at a time, and from nowhere. */
const SINGLE_MANAGER = { username: "single", secret: "single_secret" };
const DENIED_MANAGER = { username: "denied", secret: "denied_secret" };
const SIP_USERS = ["alice", "bob"];

/** Says what the tests need to know of an Asterisk that listens on these ports. */
export function describeAsterisk(ports: Ports): Omit<InstalledAsterisk, "version" | "root" | "pid"> {
  return {
    origin: "installed",
    url: `http://${HOSTNAME}:${ports.http}`,
    ...USER,
    readOnly: READ_ONLY_USER,
    manager: { hostname: HOSTNAME, port: ports.manager, ...MANAGER_USER },
    singleManager: SINGLE_MANAGER,
    deniedManager: DENIED_MANAGER,
    tls: tlsPorts(ports),
    sip: { hostname: HOSTNAME, port: ports.sip, users: SIP_USERS },
    ports,
  };
}

/** The ports for TLS follow that of the manager. */
export function tlsPorts({ manager }: Ports): InstalledAsterisk["tls"] {
  return { manager: manager + 1, http: manager + 2 };
}

/** Makes the configuration, as file names and texts. The dialplan is a file of its own, `extensions.conf`. */
export function configurationFiles(ports: Ports): Record<string, string> {
  return {
    "asterisk.conf": ASTERISK,
    "modules.conf": MODULES,
    "logger.conf": LOGGER,
    "indications.conf": INDICATIONS,
    "musiconhold.conf": MUSIC_ON_HOLD,
    "http.conf": http(ports),
    "ari.conf": ariConfiguration,
    "manager.conf": manager(ports),
    "pjsip.conf": pjsip(ports),
    "rtp.conf": rtp(ports),
    "localhost.crt": localhost.cert,
    "localhost.key": localhost.key,
  };
}

// The entity id would come from a network card, and not every machine has one.
const ASTERISK = `[directories]
astetcdir => ${CONFIGURATION_FOLDER}

[options]
entityid = 02:00:00:00:00:01
`;

// All that Debian builds, but what opens sockets of its own, needs hardware or databases, or answers on the HTTP port.
const MODULES = `[modules]
autoload = yes
noload = chan_console.so
noload = chan_iax2.so
noload = chan_motif.so
noload = chan_unistim.so
noload = cdr_adaptive_odbc.so
noload = cdr_odbc.so
noload = cdr_pgsql.so
noload = cdr_radius.so
noload = cdr_tds.so
noload = cel_odbc.so
noload = cel_pgsql.so
noload = cel_radius.so
noload = cel_tds.so
noload = app_jack.so
noload = app_voicemail_odbc.so
noload = func_odbc.so
noload = pbx_dundi.so
noload = res_config_ldap.so
noload = res_config_odbc.so
noload = res_config_pgsql.so
noload = res_hep.so
noload = res_hep_pjsip.so
noload = res_hep_rtcp.so
noload = res_odbc.so
noload = res_odbc_transaction.so
noload = res_phoneprov.so
noload = res_pjsip_phoneprov_provider.so
noload = res_snmp.so
noload = res_xmpp.so
`;

const LOGGER = `[general]
dateformat = %F %T.%3q

[logfiles]
messages.log => notice,warning,error
`;

// The tones of all countries, as Debian installs them.
const INDICATIONS = `#include /etc/asterisk/indications.conf
`;

const MUSIC_ON_HOLD = `[default]
mode = files
directory = /usr/share/asterisk/sounds/en/silence
`;

/** `ari.conf`, which the simulator reads as well. */
export const ariConfiguration: string = `[general]
enabled = yes
pretty = no
allowed_origins = http://localhost:8000

[${USER.username}]
type = user
read_only = no
password = ${USER.password}

[${READ_ONLY_USER.username}]
type = user
read_only = yes
password = ${READ_ONLY_USER.password}
`;

function http(ports: Ports): string {
  return `[general]
enabled = yes
bindaddr = ${HOSTNAME}
bindport = ${ports.http}
${tls(tlsPorts(ports).http)}`;
}

function manager(ports: Ports): string {
  return `[general]
enabled = yes
webenabled = yes
bindaddr = ${HOSTNAME}
port = ${ports.manager}
${tls(tlsPorts(ports).manager)}
[${MANAGER_USER.username}]
secret = ${MANAGER_USER.secret}
deny = 0.0.0.0/0.0.0.0
permit = ${HOSTNAME}/255.255.255.255
read = all
write = all

[${SINGLE_MANAGER.username}]
secret = ${SINGLE_MANAGER.secret}
allowmultiplelogin = no
read = all
write = all

[${DENIED_MANAGER.username}]
secret = ${DENIED_MANAGER.secret}
deny = 0.0.0.0/0.0.0.0
read = all
write = all
`;
}

/** The certificate is for `localhost` and 127.0.0.1, of the authority that the tests trust. */
function tls(port: number): string {
  return `tlsenable = yes
tlsbindaddr = ${HOSTNAME}:${port}
tlscertfile = ${CONFIGURATION_FOLDER}/localhost.crt
tlsprivatekey = ${CONFIGURATION_FOLDER}/localhost.key
`;
}

// A phone is known by the user in its From header: on loopback no password is needed.
function pjsip(ports: Ports): string {
  const transport = `[transport-udp]
type = transport
protocol = udp
bind = ${HOSTNAME}:${ports.sip}
`;
  const endpoints = SIP_USERS.map((user) => `
[${user}]
type = endpoint
context = default
identify_by = username
aors = ${user}
disallow = all
allow = ulaw
dtmf_mode = rfc4733
direct_media = no

[${user}]
type = aor
max_contacts = 1
remove_existing = yes
`);
  return transport + endpoints.join("");
}

function rtp(ports: Ports): string {
  return `[general]
rtpstart = ${ports.rtp}
rtpend = ${ports.rtp + RTP_PORTS - 1}
icesupport = no
`;
}
