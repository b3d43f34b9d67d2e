/** Files of about 10 MB to measure with, as large sites have them. */

/** A dialplan: contexts of twenty lines, some with a template, comments, `same =>`. */
export function dialplanFile(size = 10_000_000): string {
  return fill("[general]\nstatic = yes\n\n[outbound](!)\nexten => h,1,Hangup()\n", size, (index) => {
    const step = index % 20;
    if (step === 0) return `\n[context-${index}](outbound)\n`;
    if (step % 7 === 0) return `; extension ${index} goes to the queue\n`;
    if (step === 1) return `exten => _1${index % 1000}X,1,NoOp(Call from \${CALLERID(num)} to \${EXTEN})\n`;
    if (step === 5) return ` same => n,GotoIf($["\${DIALSTATUS}" = "BUSY"]?busy,1) ; and then\n`;
    return ` same => n,Dial(PJSIP/\${EXTEN}@trunk-${index % 50},30,tT)\n`;
  });
}

/** The endpoints, auths and aors of a large office, each from a template. */
export function pjsipFile(size = 10_000_000): string {
  const templates = "[phone](!)\ntype = endpoint\ncontext = default\ndisallow = all\nallow = opus,ulaw\n" +
    "[login](!)\ntype = auth\nauth_type = userpass\n[device](!)\ntype = aor\nmax_contacts = 2\n";
  return fill(templates, size, (index) => {
    const user = `user-${index}`;
    return `\n; ${user}, floor ${index % 9}\n[${user}](phone)\nauth = ${user}\naors = ${user}\n` +
      `callerid = "User ${index}" <${100_000 + index}>\nmailboxes = ${index}@default\nset_var = FLOOR=${index % 9}\n` +
      `[${user}](login)\nusername = ${user}\npassword = secret-of-${user}\n` +
      `[${user}](device)\nqualify_frequency = 60\nremove_existing = yes\n`;
  });
}

/** What any INI reader can read: no templates, no `=>`, each name once. */
export function plainFile(size = 10_000_000): string {
  return fill("", size, (index) => {
    return `[section-${index}]\nname = value ${index}\ncontext = default\nhost = host${index}\nport = ${
      index % 65_536
    }\n\n`;
  });
}

function fill(head: string, size: number, make: (index: number) => string): string {
  const pieces = [head];
  for (let length = head.length, index = 0; length < size; index++) {
    const piece = make(index);
    pieces.push(piece);
    length += piece.length;
  }
  return pieces.join("");
}
