import {
  nothing,
  type Asked,
  type Fragment,
  type SettingRow,
  type SettingTable,
} from '../native/fragments.ts'
import { networksOf, sortedEntries } from '../native/named.ts'

/** Postfix has one unit of time for all its rates. */
const limited = (limit: number | undefined, seconds: number): Fragment => ({
  lines: {
    main: [`smtpd_client_message_rate_limit = ${limit ?? 0}`, `anvil_rate_time_unit = ${seconds}s`],
  },
})

const perMinute: SettingRow = ({ policy, written }) => {
  if (!policy.limits.rateEnabled) return nothing()
  if (policy.limits.messagesPerMinute !== undefined && written.has('limits.messagesPerHour'))
    return { why: 'it counts over one length of time, not over a minute and an hour' }
  return limited(policy.limits.messagesPerMinute, 60)
}

const perHour: SettingRow = ({ policy }) => limited(policy.limits.messagesPerHour, 3600)

const spared = (networks: readonly string[]): Fragment => ({ lines: { spared: networks } })

function whitelisted({ policy, written }: Asked): ReturnType<SettingRow> {
  if (!policy.limits.exemptWhitelisted) return nothing()
  const found = networksOf(policy.relay.trusted)
  if ('why' in found) return found
  const { addresses, senders } = sortedEntries(policy.relay.trustedEntries)
  if (senders.length > 0) return { why: 'it frees clients from a limit by address, not by who is the sender' }
  const networks = written.has('relay.trusted') ? found.networks : []
  return spared([...networks, ...addresses.map((address) => `${address}/32`)])
}

function group({ policy }: Asked): ReturnType<SettingRow> {
  const found = networksOf(policy.limits.exemptGroup)
  return 'why' in found ? found : spared(found.networks)
}

/**
 * Limits on messages from one address. Postfix counts what is announced with MAIL, taken or not, and forgets the
 * count as a whole once the unit of time has passed since it began.
 */
export const rateRows: SettingTable = {
  'limits.rateEnabled': nothing,
  'limits.messagesPerMinute': perMinute,
  'limits.messagesPerHour': perHour,
  'limits.exemptWhitelisted': whitelisted,
  'limits.exemptGroup': group,
}
