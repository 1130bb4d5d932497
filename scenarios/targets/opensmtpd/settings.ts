import { trustedAs, trustedEntries } from '../adapter/entries.ts'
import { cannot, nothing, type SettingTable } from '../adapter/fragments.ts'
import { relayHostRows } from '../adapter/relay-host.ts'
import { restingRows, rightsElsewhere, unless, withoutGreylist, withoutLogins } from '../adapter/rows.ts'

const main = (line: string) => ({ lines: { main: [line] } })

const entries = trustedEntries(({ addresses, senders }) => {
  // A domain stands for all of its mailboxes.
  const friends = senders.map((sender) => (sender.includes('@') ? sender : `@${sender}`))
  return { lines: { trusted: addresses, friends } }
})

const noCount = 'it does not count messages per client; its limit is per session'

/** The settings that OpenSMTPD can meet. */
export const settings: SettingTable = {
  ...restingRows,
  'relay.trusted': trustedAs('trusted'),
  'relay.trustedEntries': entries,
  'relay.mode': ({ policy }) => (policy.relay.mode === 'open' ? { lines: { anybody: ['any'] } } : nothing()),
  ...rightsElsewhere,
  'submission.port': nothing,
  'sender.rejectUnauthorizedLocal': nothing,
  'auth.failureCancelsAddress': unless(
    ({ auth }) => auth.failureCancelsAddress,
    'it forgets a failed AUTH at once, so no rule can refer to it',
  ),
  ...withoutLogins('it has no POP3 or IMAP to log in to'),
  ...relayHostRows,
  'limits.rateEnabled': ({ policy }) => (policy.limits.rateEnabled ? { why: noCount } : nothing()),
  'limits.messagesPerMinute': nothing,
  'limits.messagesPerHour': ({ policy }) =>
    policy.limits.messagesPerHour === undefined ? nothing() : { why: noCount },
  'limits.exemptWhitelisted': nothing,
  'limits.exemptGroup': nothing,
  'limits.connectionsPerIp': cannot('it limits its outgoing connections, not those of a client'),
  'limits.recipients': ({ policy }) =>
    policy.limits.recipients === undefined
      ? nothing()
      : main(`smtp limit max-rcpt ${policy.limits.recipients}`),
  // It always has a limit.
  'limits.messageSize': ({ policy }) =>
    main(`smtp max-message-size "${policy.limits.messageSize || 2 ** 30}"`),
  ...withoutGreylist('it has no greylisting; a separate daemon would provide it'),
}
