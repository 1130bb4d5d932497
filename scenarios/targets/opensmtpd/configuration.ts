import { type Asked } from '../adapter/fragments.ts'
import { type Parts, stage } from '../adapter/kind.ts'
import { relayHostOf } from '../adapter/relay-host.ts'
import { submits, takesPasswords } from '../adapter/rights.ts'
import { holds, tables } from './tables.ts'

/** smtpd.conf: tables, filters, listeners, and which mail goes where. */
export const mainFile = (parts: Parts): string =>
  [...options(parts), ...tables(parts), ...filters(parts), ...listeners(parts), ...routes(parts), ''].join(
    '\n',
  )

const options = ({ settled, tls }: Parts): readonly string[] => [
  `pki ${stage.hostname} cert "${tls?.certificate ?? ''}"`,
  `pki ${stage.hostname} key "${tls?.key ?? ''}"`,
  ...settled.lines('main'),
]

/** Whether a client has to be known to send in the name of a domain hosted here. */
const guardsSenders = ({ policy, written }: Asked): boolean =>
  written.has('sender.rejectUnauthorizedLocal') && policy.sender.rejectUnauthorizedLocal

/**
 * A filter has one condition. Several conditions need a chain of filters, in which a client that is let through skips
 * the rest.
 * A client that has not authenticated is told at MAIL.
 */
function filters(parts: Parts): readonly string[] {
  const trusted = holds(parts, 'trusted')
  const chain = (name: string, ...links: readonly string[]): string =>
    `filter ${name} chain { ${[...(trusted ? ['trusted'] : []), ...links].join(', ')} }`
  return [
    ...(trusted ? [atMail('trusted', 'src <trusted>', 'bypass')] : []),
    atMail('known', 'auth', 'bypass'),
    atMail('unknown', '!auth', 'reject "530 5.7.0 authentication required"'),
    atMail('existing', 'mail-from <addresses>', 'bypass'),
    atMail('hosted', 'mail-from <hostedSenders>', 'reject "550 5.7.1 authentication required"'),
    atMail('missing', 'mail-from <hostedSenders>', 'reject "550 5.1.8 no such sender"'),
    chain('atMx', 'known', 'hosted'),
    chain('atSubmission', 'unknown', 'existing', 'missing'),
  ]
}

const atMail = (name: string, condition: string, decision: string): string =>
  `filter ${name} phase mail-from match ${condition} ${decision}`

function listeners({ asked, host, ports }: Parts): readonly string[] {
  const password = takesPasswords(asked) ? 'auth-optional <credentials>' : ''
  const guard = guardsSenders(asked) ? 'filter atMx' : ''
  const listener = (port: number | undefined, ...more: readonly string[]): string =>
    [`listen on ${host} port ${port} hostname ${stage.hostname} pki ${stage.hostname}`, ...more]
      .filter(Boolean)
      .join(' ')
  const [known, asks] = [ports.get('submission'), asked.policy.submission.port]
  return [
    // A product with a port for submission has AUTH there and nowhere else.
    listener(ports.get('mx'), 'tls', submits(asked) ? '' : password, guard),
    ...(submits(asked) ? [listener(asks, 'tls', password, 'filter atSubmission')] : []),
    // With another port in that place, the well-known one is a listener like any other.
    ...(submits(asked) && asks !== known ? [listener(known, 'tls', guard)] : []),
  ]
}

/** The first rule that fits is the one. */
function routes(parts: Parts): readonly string[] {
  const { asked, settled } = parts
  const next = relayHostOf(parts)
  const closed = asked.written.has('relay.mode') && asked.policy.relay.mode === 'none'
  const relays = [
    ...(holds(parts, 'trusted') ? ['src <trusted>'] : []),
    ...(holds(parts, 'friends') ? ['any mail-from <friends>'] : []),
    'any auth',
    ...settled.lines('anybody'),
  ].map((whose) => `match from ${whose} for any action elsewhere`)
  return [
    `action here maildir "/srv/mail/${mailbox}" virtual <mailboxes> user mailboxes`,
    `action elsewhere relay ${next ? `host smtp://${next.host}:${next.port}` : ''}`,
    'match from any for domain <hosted> action here',
    ...(closed ? [] : relays),
  ]
}

const mailbox = '%{dest.domain:lowercase}/%{dest.user:lowercase|strip}/Maildir'
