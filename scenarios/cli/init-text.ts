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
}

interface Findings {
  readonly host: string
  readonly found: readonly FoundService[]
  /** Where the JSON Schema of target files is. */
  readonly schema: string
  readonly book: readonly Scenario[]
}

/** A target file with all that a look at the server told, and an explanation of the rest. */
export function targetFileText({ host, found, schema, book }: Findings): string {
  const hostname = found.map(({ look }) => look.hostname).find((name) => name !== undefined)
  const local = hostname === undefined ? 'example.org' : domainOf(hostname)
  const text = `# yaml-language-server: $schema=${schema}
# A target file of mailspec: which server is meant, and what its owner says of it.
# "mailspec doctor" checks it line by line, "mailspec plan" tells what could be played, "mailspec run" plays it.
version: 1

# What reports call the server: letters, digits, dots, dashes, underscores.
name: ${(hostname ?? host).replaceAll(/[^\w.-]/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'server'}

# Where it listens. tls: none, starttls (STLS for POP3) or implicit. ca: a PEM file with the authority that signed its
# certificate; without it any certificate will do. A scenario that needs a service not listed is not played.
services:
${found.map((each) => serviceLine(host, each)).join('\n')}

# Domains. local: one it hosts. second: another one it hosts. remote: a foreign one mail may be sent to, and
# elsewhere: a foreign one senders may claim to be of. Only these are ever written to.
domains:
  local: ${local}${hostname === undefined ? '' : `   # guessed: it calls itself ${hostname}`}
  remote: example.net
  # second: example.com
  # elsewhere: example.edu

# Accounts there are, by the names scenarios give them (${namesIn(book)}).
# A password never stands here: passwordEnv names the environment variable that holds it. username: what to log in
# with, where that is not the address. Mail will be sent to these mailboxes.
accounts:
  alice: { address: alice@${local}, passwordEnv: ALICE_PASSWORD }
  bob: { address: bob@${local}, passwordEnv: BOB_PASSWORD }

# Addresses of this machine to come from. A list means addresses the server does not trust; with "at" an address can
# stand for a stage address that a policy below speaks of:
#   sources: { outside: [198.51.100.10, 198.51.100.11], at: { 192.0.2.20: 198.51.100.20 } }
# Without any, the machine chooses: enough for one client at a time.
sources: []

# Where this machine listens for mail the server sends to the remote domain. Needed to see that relayed mail arrives.
# sink: { host: 198.51.100.10, port: 25 }

# How long to wait for an answer, where the usual 5 to 30 seconds do not fit: for the greeting, a line, a whole reply,
# the reply to a message; and for all that a client does in a step (120s), and a scenario does (600s).
# deadlines: { greeting: 20s, reply: 30s, wholeReply: 60s, message: 60s, step: 300s, scenario: 900s }

# Where the server's days begin, where that is not UTC.
# timeZone: Europe/Zurich

# The product whose manual the server should follow; without it the scenarios of all five are planned.
# profile: kerio

# The policy the server follows, as you state it. A scenario is played only where all it needs is stated; "mailspec
# plan" tells what each one lacks. Addresses in it are stage addresses. State what is true; the most asked for are:
${settingsIn(book)}
vouches: {}

# Verdicts you know of and accept. They are shown, and do not count for the exit code.
# expected:
#   - { scenario: relay/some-id, verdict: violates, reason: known since March, link: "https://example.org/1" }
expected: []
`
  return printable(text, '\n')
}

function serviceLine(host: string, { service, port, look }: FoundService): string {
  const tls = isImplicitTls(service) ? 'implicit' : look.offersTls ? 'starttls' : 'none'
  const offers = look.mechanisms.length > 0 ? `logs in by ${look.mechanisms.join(', ')}` : 'offers no login'
  return `  # ${short(look.greeting)}\n  # ${short(offers)}\n  ${service}: { host: ${JSON.stringify(host)}, port: ${port}, tls: ${tls} }`
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
