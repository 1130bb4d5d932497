import type { Evidence, SessionRecord, Step } from '../evidence.ts'
import { secretsOf, word } from './shell.ts'
import { tellingOf } from './tellings.ts'
import { wayOf } from './way.ts'

/** Tells whether swaks can do what a step did; it declares no size. */
export const isForSwaks = (step: Step): boolean =>
  tellingOf(step).swaks !== undefined && step.with['declares'] === undefined

/** One visit over SMTP as a line with swaks: what was said in the session, completed from the step where it was cut. */
export function swaksLine(step: Step, session: SessionRecord, evidence: Evidence): string {
  const { host, port, tls, from } = wayOf(session, evidence)
  const said = session.lines.filter(({ dir }) => dir === 'C').map(({ octets }) => octets.trimEnd())
  const account = textOf(step.with['as'])
  const secrets = account === undefined ? undefined : secretsOf(account, evidence.head.accounts)
  const helo = find(said, /^(?:EHLO|HELO) (.*)$/i)
  const reversePath = find(said, /^MAIL FROM:<([^>]*)>/i) ?? textOf(step.with['from']) ?? ''
  const offered = said.flatMap((line) => /^RCPT TO:<([^>]*)>/i.exec(line)?.[1] ?? [])
  const recipients = offered.length > 0 ? offered : textsOf(step.with['to'])
  const mechanism = find(said, /^AUTH (\S+)/i) ?? 'PLAIN'
  return [
    ...fillingOf(step),
    ...(secrets ? [`SWAKS_OPT_auth_password="${secrets.password}"`] : []),
    `swaks --server ${word(host)} --port ${word(port)}`,
    ...(from === undefined ? [] : [`--local-interface ${word(from)}`]),
    ...(tls === 'none' ? [] : [tls === 'implicit' ? '--tls-on-connect' : '--tls']),
    ...(helo === undefined ? [] : [`--helo ${word(helo)}`]),
    ...(secrets ? [`--auth ${word(mechanism)} --auth-user ${word(secrets.login)}`] : []),
    `--from ${word(reversePath === '' ? '<>' : reversePath)}`,
    `--to ${word(recipients.join(','))}`,
    ...(tellingOf(step).swaks === 'envelope' ? ['--quit-after RCPT'] : contentOf(step)),
  ].join(' ')
}

function contentOf({ with: words }: Step): readonly string[] {
  const subject = textOf(words['subject'])
  const body = textsOf(words['body'])
  return [
    ...(subject === undefined ? [] : [`--header ${word(`Subject: ${subject}`)}`]),
    ...textsOf(words['fields']).map((field) => `--add-header ${word(field.replaceAll('\n', '\\n'))}`),
    ...(body.length === 0 ? [] : [`--body ${word(body.join('\\n'))}`]),
    ...(isFilled(words) ? ['--body -'] : []),
  ]
}

const isFilled = (words: Step['with']): words is { readonly octets: number } =>
  typeof words['octets'] === 'number'

/** Makes a body of about the size that was sent; the header and the line ends are added to that. */
function fillingOf({ with: words }: Step): readonly string[] {
  if (!isFilled(words)) return []
  return [`head -c ${Math.floor((words.octets / 78) * 76)} /dev/zero | tr '\\0' A | fold -w 76 |`]
}

const find = (lines: readonly string[], pattern: RegExp): string | undefined => {
  for (const line of lines) {
    const found = pattern.exec(line)?.[1]
    if (found !== undefined) return found
  }
  return undefined
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const textsOf = (value: unknown): readonly string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string')
