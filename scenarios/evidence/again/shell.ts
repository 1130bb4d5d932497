import type { Evidence } from '../evidence.ts'

/** One word of a shell command. A variable (`$MX_PORT`) is left to the shell; everything else stays as it is. */
export function word(text: string): string {
  if (isVariable(text)) return `"${text}"`
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

export const isVariable = (text: string): boolean => /^\$[A-Z][A-Z0-9_]*$/.test(text)

/** A name of ours as a shell writes variables: `goodClient_ADDRESS` becomes `GOOD_CLIENT_ADDRESS`. */
export const nameOfVariable = (name: string): string =>
  name.replace(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/g, '_').toUpperCase()

/** Text for the first argument of `printf`, quoted; nothing in it is taken for a format. */
export const format = (octets: string): string =>
  `'${octets.replace(/[\\%'\r\n\t]|[^\x20-\x7e]/g, (sign) => escapes[sign] ?? octal(sign))}'`

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '%': '%%',
  "'": `'\\''`,
  '\r': '\\r',
  '\n': '\\n',
  '\t': '\\t',
}

const octal = (sign: string): string => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`

/** Text for a comment: one line, and nothing that could steer a terminal. */
export const remark = (text: string): string =>
  `# ${text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)}`

/** The variables that hold the login and the password of an account: `$ALICE_LOGIN`, `$ALICE_PASSWORD`. */
export function secretsOf(
  address: string,
  accounts: Evidence['head']['accounts'],
): { login: string; password: string } {
  const [name] = Object.entries(accounts).find(([, known]) => known === address) ?? []
  const stem = nameOfVariable(name ?? address.slice(0, address.indexOf('@')))
  const safe = /^[A-Z]/.test(stem) ? stem : `ACCOUNT_${stem}`
  return { login: `$${safe}_LOGIN`, password: `$${safe}_PASSWORD` }
}

/** Milliseconds as people write them beside a command: `29m59.999s`; `readSpan` reads it. */
export function spell(ms: number): string {
  const sign = ms < 0 ? '-' : ''
  const rest = Math.abs(ms)
  const parts = [
    [Math.floor(rest / 86_400_000), 'd'],
    [Math.floor(rest / 3_600_000) % 24, 'h'],
    [Math.floor(rest / 60_000) % 60, 'm'],
    [Math.round(rest % 60_000) / 1000, 's'],
  ] as const
  const spelt = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`)
  return spelt.length === 0 ? '0s' : sign + spelt.join('')
}

/** Reads `29m59.999s`, or undefined for what is not a length of time, such as `soon`. */
export function readSpan(text: string): number | undefined {
  const parts = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text)
  if (!parts || text === '') return undefined
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  return Math.round(((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000)
}
