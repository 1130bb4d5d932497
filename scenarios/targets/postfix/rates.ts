import { type Fragment, nothing, type SettingRow, type SettingTable } from '../adapter/fragments.ts'
import { sparedNetworks } from '../adapter/rows.ts'

/** Postfix has one unit of time for all its rates. */
const limited = (limit: number | undefined, seconds: number): Fragment => ({
  lines: {
    main: [`smtpd_client_message_rate_limit = ${limit ?? 0}`, `anvil_rate_time_unit = ${seconds}s`],
  },
})

const perMinute: SettingRow = ({ policy, written }) => {
  if (!policy.limits.rateEnabled) return nothing()
  if (policy.limits.messagesPerMinute !== undefined && written.has('limits.messagesPerHour'))
    return { why: 'it has one counting interval, not both a minute and an hour' }
  return limited(policy.limits.messagesPerMinute, 60)
}

const perHour: SettingRow = ({ policy }) => limited(policy.limits.messagesPerHour, 3600)

const spared = (networks: readonly string[]): Fragment => ({ lines: { spared: networks } })

/**
 * Limits on messages per address. Postfix counts each MAIL, accepted or not, and resets the count when the time unit
 * has passed since it began.
 */
export const rateRows: SettingTable = {
  'limits.rateEnabled': nothing,
  'limits.messagesPerMinute': perMinute,
  'limits.messagesPerHour': perHour,
  ...sparedNetworks(spared),
}
