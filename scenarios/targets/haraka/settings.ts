import { blockedSenders, trustedAs, trustedEntries } from '../adapter/entries.ts'
import { nothing, type SettingRow, type SettingTable } from '../adapter/fragments.ts'
import { networksOf } from '../adapter/named.ts'
import { relayHostRows } from '../adapter/relay-host.ts'
import { takesPasswords } from '../adapter/rights.ts'
import { restingRows, unless, withoutGreylist, withoutLogins } from '../adapter/rows.ts'
import { escaped, patternOf, prefixesOf } from './prefixes.ts'
import { limitRows } from './rates.ts'

const plugin = (name: string, lines: Readonly<Record<string, readonly string[]>> = {}) => ({
  lines: { plugins: [name], ...lines },
})

const relayMode: SettingRow = (asked) => {
  const { mode } = asked.policy.relay
  if (mode === 'open') return { lines: { relay: ['all=true'] } }
  if (mode === 'none' && takesPasswords(asked)) return { why: 'an authenticated client may always relay' }
  return mode === 'none' ? { lines: { closed: ['yes'] } } : nothing()
}

const entries = trustedEntries(({ addresses, senders }) =>
  senders.length > 0
    ? { why: `${senders.join(', ')}: it grants relaying by address, not by sender` }
    : { lines: { networks: addresses.map((address) => `${address}/32`) } },
)

const senderPattern = (entry: string): string =>
  entry.includes('@') ? escaped(entry).replace(/^@/, '.*@') : `.*@${escaped(entry)}`

const blocked = blockedSenders(({ addresses, senders }) =>
  plugin('access', {
    blockedClients: addresses.map(escaped),
    blockedSenders: senders.map(senderPattern),
  }),
)

const access: SettingRow = ({ policy }) => {
  const found = networksOf(policy.access.exceptions)
  if ('why' in found) return found
  const exceptions = found.networks.flatMap(prefixesOf).map(patternOf)
  return policy.access.mode === 'denied'
    ? plugin('access', { welcomeClients: exceptions, blockedClients: ['.*'] })
    : plugin('access', { blockedClients: exceptions })
}

/** Why a rule about clients cannot be seen here. */
const sparesLoopback = 'it exempts private addresses, and all clients here have one'

/** The settings that Haraka can meet, with the plugins published by its makers. */
export const settings: SettingTable = {
  ...restingRows,
  'relay.trusted': trustedAs('networks'),
  'relay.trustedEntries': entries,
  'relay.mode': relayMode,
  // Read where listeners and users are put together.
  'relay.acceptSmtpAuth': nothing,
  'auth.required': nothing,
  'auth.defaultDomain': nothing,
  'submission.enabled': nothing,
  'auth.failureCancelsAddress': unless(
    ({ auth }) => auth.failureCancelsAddress,
    'it decides what an address may do when the session begins',
  ),
  ...withoutLogins('Haraka has no POP3 or IMAP to log in to'),
  'submission.port': ({ policy }) =>
    policy.submission.port === 587 ? nothing() : { why: 'it always requires authentication on port 587' },
  'access.mode': access,
  'access.exceptions': nothing,
  'sender.block': blocked,
  'sender.refuseNull': ({ policy }) => (policy.sender.refuseNull ? plugin('bounce') : nothing()),
  'sender.requireDnsDomain': ({ policy }) =>
    policy.sender.requireDnsDomain ? plugin('mail_from.is_resolvable') : nothing(),
  'sender.requirePtr': ({ policy }) => (policy.sender.requirePtr ? { why: sparesLoopback } : nothing()),
  'sender.rejectUnauthorizedLocal': ({ policy }) => ({
    lines: { antiSpoof: policy.sender.rejectUnauthorizedLocal ? ['true'] : [] },
  }),
  ...withoutGreylist(sparesLoopback),
  ...relayHostRows,
  ...limitRows,
  // It counts the field it adds itself.
  'limits.hops': ({ policy }) => ({
    lines: { headers: [`max_received=${(policy.limits.hops ?? 999) + 1}`] },
  }),
  'limits.messageSize': ({ policy }) => ({ lines: { max: [`bytes=${policy.limits.messageSize}`] } }),
}
