import type { Scenario } from '#dsl'
import type { Service } from '#evidence'
import { writtenKeys } from '#policy-document'
import { printable } from '../evidence/printable.ts'
import { isImplicitTls } from '../evidence/services.ts'
import type { Look } from '../doctor/look.ts'

export interface FoundService {
  readonly service: Service
  readonly port: number
  readonly look: Look
  /** Its certificate is signed by no authority that this machine trusts. */
  readonly trust?: 'any'
}

interface Findings {
  readonly host: string
  /** Addresses of this machine that clients can come from. */
  readonly sources: readonly string[]
  readonly found: readonly FoundService[]
  /** Where the JSON Schema of target files is. */
  readonly schema: string
  readonly book: readonly Scenario[]
  /** A domain that it hosts. */
  readonly domain: string
  /** Names that log in, for the accounts of scenarios in their order. */
  readonly logins: readonly string[]
}

/** The accounts that most scenarios use. */
export const accountNames = ['alice', 'bob', 'carol'] as const

/** The domain that a server most likely hosts. */
export function domainSeen(found: readonly FoundService[]): string {
  const hostname = hostnameIn(found)
  return hostname === undefined ? 'example.org' : domainOf(hostname)
}

const hostnameIn = (found: readonly FoundService[]): string | undefined =>
  found.map(({ look }) => look.hostname).find((name) => name !== undefined)

/** The text of a target file: what was seen of the server, and an explanation of the rest. */
export function targetFileText({ host, sources, found, schema, book, domain, logins }: Findings): string {
  const hostname = hostnameIn(found)
  const text = `# yaml-language-server: $schema=${schema}
# A target file of mailspec: where the server is, and what its owner says about it.
# "mailspec doctor" checks each entry, "mailspec plan" shows what would be played, "mailspec run" plays it.
version: 1

# The name of the server in reports: letters, digits, dots, dashes, underscores.
name: ${(hostname ?? host).replaceAll(/[^\w.-]/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'server'}

# Where it listens. tls: none, starttls (STLS for POP3) or implicit. The certificate is verified: signed by an authority
# that this machine trusts, or by that of a PEM file, ca: authority.pem; trust: any accepts any certificate. Scenarios
# that need a service not listed here are not played.
services:
${found.map((each) => serviceLine(host, each)).join('\n')}

# Domains. local: one that the server hosts. second: another one that it hosts. remote: a foreign one that mail may be
# sent to. elsewhere: a foreign one that appears in sender addresses. Mail goes to no other domains.
domains:
  local: ${domain}
  remote: example.net
  # second: example.com
  # elsewhere: example.edu

# Accounts that exist, under the names that scenarios use (${namesIn(book)}).
# Do not write passwords here: passwordEnv names the environment variable that holds the password. username: the login
# name, if it is not the address. Mail will be sent to these mailboxes. mayBeEmptied: true lets mailspec delete all mail
# in a mailbox: scenarios about POP3 and IMAP need it empty.
accounts:
${logins.map((login, nth) => accountLine(accountNames[nth] ?? '', login, domain)).join('\n')}

# Addresses of this machine that clients connect from. A plain list means addresses that the server does not trust.
# "at" maps a stage address, as used under vouches below, to an address of this machine:
#   sources: { outside: [198.51.100.10, 198.51.100.11], at: { 192.0.2.20: 198.51.100.20 } }
# If there are none, the operating system chooses; that is enough for one client at a time.
sources: [${sources.join(', ')}]

# Where this machine listens for mail that the server sends to the remote domain. Needed to see relayed mail arrive.
# sink: { host: 198.51.100.10, port: 25 }

# How long to wait for an answer, if the default of 5 to 30 seconds does not suit: for the greeting, one line, a whole
# reply, the reply to a message; for an accepted message to reach its mailbox or the sink (10s), which is also how long
# the suite looks for one that must not come; and for all of one step of a client (120s) and of one scenario (600s).
# deadlines: { greeting: 20s, reply: 30s, wholeReply: 60s, message: 60s, delivery: 30s, step: 300s, scenario: 900s }

# The time zone of the server, if not UTC: it decides when its days begin.
# timeZone: Europe/Zurich

# The product whose manual the server should follow. Without it, scenarios of all five products are planned.
# profile: kerio

# The policy that the server follows, as you state it. A scenario is played only if every setting it needs is stated;
# "mailspec plan" shows what is missing. Addresses are stage addresses. State only what is true. Needed most often:
${settingsIn(book)}
vouches: {}

# Verdicts that you know and accept. They are shown, but do not affect the exit code.
# expected:
#   - { scenario: relay/some-id, verdict: violates, reason: known since March, link: "https://example.org/1" }
expected: []
`
  return printable(text, '\n')
}

function serviceLine(host: string, { service, port, look, trust }: FoundService): string {
  const tls = isImplicitTls(service) ? 'implicit' : look.offersTls ? 'starttls' : 'none'
  const offers = look.mechanisms.length > 0 ? `logs in by ${look.mechanisms.join(', ')}` : 'offers no login'
  return `  # ${short(look.greeting)}\n  # ${short(offers)}\n  ${service}: { host: ${JSON.stringify(host)}, port: ${port}, tls: ${tls}${trust ? `, trust: ${trust}` : ''} }`
}

/** A name without a domain is one of the hosted domain. */
function accountLine(name: string, login: string, domain: string): string {
  const passwordEnv = `${name.toUpperCase()}_PASSWORD`
  return login.includes('@')
    ? `  ${name}: { address: ${JSON.stringify(login)}, passwordEnv: ${passwordEnv} }`
    : `  ${name}: { address: ${JSON.stringify(`${login}@${domain}`)}, username: ${JSON.stringify(login)}, passwordEnv: ${passwordEnv} }`
}

/** One line, and not a long one. */
const short = (words: string): string => printable(words.slice(0, 90))

/** `mx.example.org` is most likely a host of `example.org`. */
const domainOf = (hostname: string): string => {
  const labels = hostname.toLowerCase().split('.')
  return labels.length > 2 ? labels.slice(1).join('.') : labels.join('.')
}

const namesIn = (book: readonly Scenario[]): string =>
  [...new Set(book.flatMap(({ accounts }) => Object.keys(accounts)))].sort().slice(0, 12).join(', ')

/** The settings that most scenarios need, with how many do. */
function settingsIn(book: readonly Scenario[]): string {
  const counts = new Map<string, number>()
  for (const key of book.flatMap(({ policy }) => writtenKeys(policy)))
    counts.set(key, (counts.get(key) ?? 0) + 1)
  const most = [...counts].sort(([, one], [, other]) => other - one).slice(0, 12)
  return most.map(([key, count]) => `#   ${key.padEnd(30)} ${count} scenarios`).join('\n')
}
