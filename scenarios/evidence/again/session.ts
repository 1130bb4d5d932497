import type { Evidence, SessionRecord, Step, WireLine } from '../evidence.ts'
import { isWrongPassword, wrongInShell } from '../passwords.ts'
import { speaks } from '../services.ts'
import { format, secretsOf, word } from './shell.ts'
import { textOf } from './swaks.ts'
import { tellingOf } from './tellings.ts'
import { carrier, curlUrl, wayOf } from './way.ts'

/** A step that spoke in a session, and what happened elsewhere before it. */
export interface Turn {
  readonly step: Step
  /** The steps of others since the previous turn, in words. */
  readonly meanwhile: readonly string[]
}

/**
 * A kept session as a pipeline: what the client said, line by line, with secrets from the environment. Between turns
 * where others act, it waits for Enter.
 */
export function sessionLines(
  turns: readonly Turn[],
  session: SessionRecord,
  evidence: Evidence,
): readonly string[] {
  const way = wayOf(session, evidence)
  const digest = digestLine(turns, session, evidence)
  if (digest !== undefined) return [digest]
  const begun = way.tls === 'starttls' ? afterStartTls(session.lines) : 0
  const lines = turns.flatMap(({ step, meanwhile }, turn) => {
    const since = turns[turn - 1]?.step.order ?? 0
    const own = session.lines.filter(
      ({ dir, order }, index) => dir === 'C' && index >= begun && order >= since && order < step.order,
    )
    const pause = `  read -r _ </dev/tty # first, in another shell: ${meanwhile.join(', ')}`
    return [
      ...(meanwhile.length > 0 ? [pause] : []),
      ...spoken(own, step, evidence).map((said) => `  ${said}; sleep 1`),
    ]
  })
  const talk = carrier(way, session.service)
  // A digest needs what the server asks, so its replies are kept.
  return lines.join('').includes('$replies')
    ? ['replies=$(mktemp)', '{', '  sleep 1', ...lines, `} | ${talk} | tee "$replies"`]
    : ['{', '  sleep 1', ...lines, `} | ${talk}`]
}

/** Lines that were sent together stay together; an answer to a challenge is the account's secret. */
function spoken(lines: readonly WireLine[], step: Step, evidence: Evidence): readonly string[] {
  const account = textOf(step.with['account']) ?? textOf(step.with['in'])
  const secrets =
    account === undefined
      ? { login: '$LOGIN', password: '$PASSWORD' }
      : secretsOf(account, evidence.head.accounts)
  const login = word(secrets.login)
  const password = passwordOf(step, secrets.password, evidence)
  const actsAs = textOf(step.with['actsAs'])
  const identity = actsAs === undefined ? [] : [word(secretsOf(actsAs, evidence.head.accounts).login)]
  const answersBy: Readonly<Record<string, (answers: number) => string>> = {
    LOGIN: (answers) => inBase64(answers === 0 ? login : password),
    'CRAM-MD5': () => cramMd5(login, password),
  }
  const parts = `${identity.map(() => '%s').join('')}\\0%s\\0%s`
  const plain = (): string =>
    `"$(printf '${parts}' ${[...identity, login, password].join(' ')} | openssl base64 -A)"`
  let answers = 0
  let mechanism = ''
  return lines.map(({ octets, masked }) => {
    mechanism = /\bAUTH(?:ENTICATE)? (\S+)/i.exec(octets)?.[1]?.toUpperCase() ?? mechanism
    if (!masked) return `printf ${format(octets)}`
    const [before = '', after = ''] = octets.split('********')
    const isSasl = before === '' || /\bAUTH(?:ENTICATE)? \S+ $/i.test(before)
    const value = isSasl
      ? (answersBy[mechanism] ?? plain)(answers++)
      : /^APOP /i.test(before)
        ? apop(password)
        : password
    return `printf ${format(before).slice(0, -1)}%s${format(after).slice(1)} ${value}`
  })
}

/** What answers the latest challenge: the login, and a digest of challenge and password. RFC 2195. */
const cramMd5 = (login: string, password: string): string =>
  `"$(printf '%s %s' ${login} "$(tail -n 1 "$replies" | cut -d ' ' -f 2 | tr -d '\\r' | openssl base64 -d -A` +
  ` | openssl dgst -md5 -hmac ${password} | sed 's/.* //')" | openssl base64 -A)"`

/** What the greeting asks for: a digest of the stamp in it and the password. RFC 1939 §7. */
const apop = (password: string): string =>
  `"$(printf %s%s "$(head -n 1 "$replies" | sed 's/[^<]*\\(<[^>]*>\\).*/\\1/' | tr -d '\\r')" ${password}` +
  ` | openssl dgst -md5 | sed 's/.* //')"`

/** The password of a step, as a shell has it. */
function passwordOf(step: Step, own: string, { head: { accounts } }: Evidence): string {
  const name = step.with['password'] ?? tellingOf(step).password
  if (!isWrongPassword(name)) return word(own)
  const another = Object.values(accounts)
    .map((address) => secretsOf(address, accounts).password)
    .find((password) => password !== own)
  return wrongInShell(name, { own: word(own), another: another && word(another) })
}

const inBase64 = (value: string): string => `"$(printf %s ${value} | openssl base64 -A)"`

/** A login alone, by APOP or CRAM-MD5, is a line with curl. */
function digestLine(turns: readonly Turn[], session: SessionRecord, evidence: Evidence): string | undefined {
  const [turn] = turns
  const by = textOf(turn?.step.with['by'])
  const account = textOf(turn?.step.with['account'])
  if (turns.length !== 1 || turn === undefined || account === undefined) return undefined
  if (by !== 'APOP' && by !== 'CRAM-MD5') return undefined
  const way = wayOf(session, evidence)
  const { login, password } = secretsOf(account, evidence.head.accounts)
  return [
    'curl --verbose',
    ...(way.from === undefined ? [] : [`--interface ${word(way.from)}`]),
    ...(way.tls === 'starttls' ? ['--ssl-reqd --insecure'] : []),
    `--login-options AUTH=${by === 'APOP' ? '+APOP' : by}`,
    `--user ${word(login)}:${passwordOf(turn.step, password, evidence)}`,
    curlUrl(way, speaks(session.service, 'imap') ? 'imap' : 'pop3'),
  ].join(' ')
}

/** Where the lines within TLS begin: after STARTTLS or STLS. */
const afterStartTls = (lines: readonly WireLine[]): number =>
  lines.findIndex(({ dir, octets }) => dir === 'C' && /^(?:\S+ )?(?:STARTTLS|STLS)\r\n$/i.test(octets)) + 1
