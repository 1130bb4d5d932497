import { cannot, nothing, type SettingRow, type SettingTable } from '../native/fragments.ts'
import { networksOf, sortedEntries } from '../native/named.ts'
import { relayHostRows } from '../native/relay-host.ts'

const main = (line: string) => ({ lines: { main: [line] } })

const relayMode: SettingRow = ({ policy }) =>
  policy.relay.mode === 'open' ? { lines: { anybody: ['any'] } } : nothing()

const trusted: SettingRow = ({ policy, conduct }) => {
  const found = networksOf(policy.relay.trusted)
  if ('why' in found) return found
  const counts = !conduct.trustNeedsWhitelisting || policy.trust.whitelistTrusted
  return { lines: { trusted: counts ? found.networks : [] } }
}

const trustedEntries: SettingRow = ({ policy }) => {
  const { addresses, senders, ipv6 } = sortedEntries(policy.relay.trustedEntries)
  if (ipv6.length > 0) return { why: `${ipv6.join(', ')}: it listens on IPv4 alone` }
  // A domain stands for all of its mailboxes.
  const friends = senders.map((sender) => (sender.includes('@') ? sender : `@${sender}`))
  return { lines: { trusted: addresses, friends } }
}

const noCount = 'it counts no messages by client: its limit holds for one session'

/** What OpenSMTPD can be brought to. */
export const settings: SettingTable = {
  ipGroups: nothing,
  'trust.whitelistTrusted': nothing,
  'relay.trusted': trusted,
  'relay.trustedEntries': trustedEntries,
  'relay.mode': relayMode,
  // Read where listeners and rules are put together.
  'relay.acceptSmtpAuth': nothing,
  'auth.required': nothing,
  'submission.enabled': nothing,
  'submission.port': nothing,
  'sender.rejectUnauthorizedLocal': nothing,
  'auth.failureCancelsAddress': ({ policy }) =>
    policy.auth.failureCancelsAddress
      ? { why: 'an AUTH that failed is forgotten at once: no rule can ask for it' }
      : nothing(),
  'popBeforeSmtp.enabled': ({ policy }) =>
    policy.popBeforeSmtp.enabled ? { why: 'it has neither POP3 nor IMAP to log in to' } : nothing(),
  'popBeforeSmtp.window': nothing,
  'popBeforeSmtp.logins': nothing,
  ...relayHostRows,
  'limits.rateEnabled': ({ policy }) => (policy.limits.rateEnabled ? { why: noCount } : nothing()),
  'limits.messagesPerMinute': nothing,
  'limits.messagesPerHour': ({ policy }) =>
    policy.limits.messagesPerHour === undefined ? nothing() : { why: noCount },
  'limits.exemptWhitelisted': nothing,
  'limits.exemptGroup': nothing,
  'limits.connectionsPerIp': cannot('it counts the connections it makes, not those of a client'),
  'limits.recipients': ({ policy }) =>
    policy.limits.recipients === undefined
      ? nothing()
      : main(`smtp limit max-rcpt ${policy.limits.recipients}`),
  'limits.messageSize': ({ policy }) =>
    policy.limits.messageSize === 0
      ? nothing()
      : main(`smtp max-message-size "${policy.limits.messageSize}"`),
  'greylist.enabled': ({ policy }) =>
    policy.greylist.enabled ? { why: 'a grey list is the business of a daemon in front of it' } : nothing(),
  'greylist.delay': nothing,
  'greylist.retention': nothing,
}
