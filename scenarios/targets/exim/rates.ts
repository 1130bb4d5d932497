import { type Asked, cannot, nothing, type SettingRow, type SettingTable } from '../adapter/fragments.ts'
import { hostsOf, sortedEntries } from '../adapter/named.ts'
import { hostList, senderPattern } from './lists.ts'

/**
 * Counts at the end of DATA, so that refused messages do not count. Exim refuses at the limit, so the configured number
 * is slightly above it.
 */
const limited = (limit: number, per: string) => ({
  lines: {
    data: [
      'defer message = too much mail from $sender_host_address',
      '      !hosts = +spared_hosts',
      '      !senders = +spared_senders',
      `      ratelimit = ${limit}.001 / ${per} / per_mail / leaky`,
    ],
  },
})

const perMinute: SettingRow = ({ policy }) =>
  policy.limits.rateEnabled && policy.limits.messagesPerMinute !== undefined
    ? limited(policy.limits.messagesPerMinute, '1m')
    : nothing()

const perHour: SettingRow = ({ policy }) =>
  policy.limits.messagesPerHour === undefined ? nothing() : limited(policy.limits.messagesPerHour, '1h')

function whitelisted({ policy, written }: Asked): ReturnType<SettingRow> {
  if (!policy.limits.exemptWhitelisted) return nothing()
  const found = hostsOf(policy.relay.trusted)
  if ('why' in found) return found
  const { addresses, senders } = sortedEntries(policy.relay.trustedEntries)
  const networks = written.has('relay.trusted') ? hostList(found) : []
  return { lines: { sparedHosts: [...networks, ...addresses], sparedSenders: senders.map(senderPattern) } }
}

function group({ policy }: Asked): ReturnType<SettingRow> {
  const found = hostsOf(policy.limits.exemptGroup)
  return 'why' in found ? found : { lines: { sparedHosts: hostList(found) } }
}

/** Limits on messages per address. Exim measures a smoothly decaying rate, not a count in a window. */
export const rateRows: SettingTable = {
  'limits.rateEnabled': nothing,
  'limits.messagesPerMinute': perMinute,
  'limits.messagesPerHour': perHour,
  'limits.exemptWhitelisted': whitelisted,
  'limits.exemptGroup': group,
  'limits.unknownRecipients': cannot('it cannot block a client for a time; it only closes sessions'),
}
