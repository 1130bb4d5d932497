import { nothing, type Asked, type SettingRow, type SettingTable } from '../native/fragments.ts'
import { networksOf, sortedEntries } from '../native/named.ts'
import { relayHostRows } from '../native/relay-host.ts'
import { escaped, patternOf, prefixesOf } from './prefixes.ts'
import { limitRows } from './rates.ts'

/** Whether AUTH is offered at all: unless that is written off, in the word of either kind of product. */
export const takesPasswords = ({ policy, written, conduct }: Asked): boolean =>
  conduct.auth !== 'never' &&
  !(written.has('relay.acceptSmtpAuth') && !policy.relay.acceptSmtpAuth) &&
  !(written.has('auth.required') && !policy.auth.required)

const plugin = (name: string, lines: Readonly<Record<string, readonly string[]>> = {}) => ({
  lines: { plugins: [name], ...lines },
})

const relayMode: SettingRow = (asked) => {
  const { mode } = asked.policy.relay
  if (mode === 'open') return { lines: { relay: ['all=true'] } }
  if (mode === 'none' && takesPasswords(asked)) return { why: 'whoever authenticates may relay with it' }
  return mode === 'none' ? { lines: { closed: ['yes'] } } : nothing()
}

const trusted: SettingRow = ({ policy, conduct }) => {
  const found = networksOf(policy.relay.trusted)
  if ('why' in found) return found
  const counts = !conduct.trustNeedsWhitelisting || policy.trust.whitelistTrusted
  return { lines: { networks: counts ? found.networks : [] } }
}

const trustedEntries: SettingRow = ({ policy }) => {
  const { addresses, senders, ipv6 } = sortedEntries(policy.relay.trustedEntries)
  if (ipv6.length > 0) return { why: `${ipv6.join(', ')}: it listens on IPv4 alone` }
  if (senders.length > 0)
    return { why: `${senders.join(', ')}: it lets an address relay, and no sender by name` }
  return { lines: { networks: addresses.map((address) => `${address}/32`) } }
}

const senderPattern = (entry: string): string =>
  entry.includes('@') ? escaped(entry).replace(/^@/, '.*@') : `.*@${escaped(entry)}`

const blockedSenders: SettingRow = ({ policy }) => {
  const { addresses, senders, ipv6 } = sortedEntries(policy.sender.block)
  if (ipv6.length > 0) return { why: `${ipv6.join(', ')}: it listens on IPv4 alone` }
  return plugin('access', {
    blockedClients: addresses.map(escaped),
    blockedSenders: senders.map(senderPattern),
  })
}

const access: SettingRow = ({ policy }) => {
  const found = networksOf(policy.access.exceptions)
  if ('why' in found) return found
  const exceptions = found.networks.flatMap(prefixesOf).map(patternOf)
  return policy.access.mode === 'denied'
    ? plugin('access', { welcomeClients: exceptions, blockedClients: ['.*'] })
    : plugin('access', { blockedClients: exceptions })
}

/** Why a rule about clients cannot be seen here. */
const sparesLoopback = 'it spares private addresses, and here all clients come from such'

/** What Haraka can be brought to, with the plugins its makers publish. */
export const settings: SettingTable = {
  ipGroups: nothing,
  'trust.whitelistTrusted': nothing,
  'relay.trusted': trusted,
  'relay.trustedEntries': trustedEntries,
  'relay.mode': relayMode,
  // Read where listeners and users are put together.
  'relay.acceptSmtpAuth': nothing,
  'auth.required': nothing,
  'auth.defaultDomain': nothing,
  'submission.enabled': nothing,
  'auth.failureCancelsAddress': ({ policy }) =>
    policy.auth.failureCancelsAddress
      ? { why: 'what an address may do is settled when a session begins' }
      : nothing(),
  'popBeforeSmtp.enabled': ({ policy }) =>
    policy.popBeforeSmtp.enabled ? { why: 'Haraka has neither POP3 nor IMAP to log in to' } : nothing(),
  'popBeforeSmtp.window': nothing,
  'popBeforeSmtp.logins': nothing,
  'submission.port': ({ policy }) =>
    policy.submission.port === 587
      ? nothing()
      : { why: 'it asks for authentication on port 587 whatever is configured' },
  'access.mode': access,
  'access.exceptions': nothing,
  'sender.block': blockedSenders,
  'sender.refuseNull': ({ policy }) => (policy.sender.refuseNull ? plugin('bounce') : nothing()),
  'sender.requireDnsDomain': ({ policy }) =>
    policy.sender.requireDnsDomain ? plugin('mail_from.is_resolvable') : nothing(),
  'sender.requirePtr': ({ policy }) => (policy.sender.requirePtr ? { why: sparesLoopback } : nothing()),
  'sender.rejectUnauthorizedLocal': ({ policy }) => ({
    lines: { antiSpoof: policy.sender.rejectUnauthorizedLocal ? ['true'] : [] },
  }),
  'greylist.enabled': ({ policy }) => (policy.greylist.enabled ? { why: sparesLoopback } : nothing()),
  'greylist.delay': nothing,
  'greylist.retention': nothing,
  ...relayHostRows,
  ...limitRows,
  'limits.hops': ({ policy }) => ({ lines: { headers: [`max_received=${policy.limits.hops ?? 1000}`] } }),
  'limits.messageSize': ({ policy }) => ({ lines: { max: [`bytes=${policy.limits.messageSize}`] } }),
}
