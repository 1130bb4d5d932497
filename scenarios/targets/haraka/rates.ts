import { cannot, nothing, type SettingRow, type SettingTable } from '../adapter/fragments.ts'
import { sparedNetworks } from '../adapter/rows.ts'
import { prefixesOf } from './prefixes.ts'

/** Sections of limit.ini; what is not asked for is off. */
const limits = (...lines: readonly string[]) => ({ lines: { limits: lines } })

/**
 * Haraka limits recipients per address and checks when a session begins: it refuses a client that has exceeded the
 * number. To refuse a client that has reached it, the number is one less.
 */
const limited = (limit: number, per: string): ReturnType<SettingRow> =>
  limit === 1
    ? {
        why: 'it refuses clients above a number, not at it, and the smallest number is 1 because 0 means no limit',
      }
    : { lines: { rate: [`default=${limit - 1}/${per}`] } }

const perMinute: SettingRow = ({ policy, written }) => {
  const { rateEnabled, messagesPerMinute } = policy.limits
  if (!rateEnabled || messagesPerMinute === undefined) return nothing()
  if (written.has('limits.messagesPerHour')) return { why: 'it has one counting interval per address' }
  return limited(messagesPerMinute, '1m')
}

const perHour: SettingRow = ({ policy }) =>
  policy.limits.messagesPerHour === undefined ? nothing() : limited(policy.limits.messagesPerHour, '1h')

/** The longest prefix of an address counts; 0 is no limit. */
const spared = (networks: readonly string[]) => ({
  lines: { rate: networks.flatMap(prefixesOf).map((prefix) => `${prefix}=0`) },
})

const section = (name: string, most: number | undefined) =>
  most === undefined ? nothing() : limits(`[${name}]`, 'enabled=true', `max=${most}`)

/** Limits, all of haraka-plugin-limit. */
export const limitRows: SettingTable = {
  'limits.rateEnabled': nothing,
  'limits.messagesPerMinute': perMinute,
  'limits.messagesPerHour': perHour,
  ...sparedNetworks(spared),
  'limits.unknownRecipients': cannot('it cannot block a client for a time; it only closes sessions'),
  'limits.connectionsPerIp': ({ policy }) =>
    policy.limits.connectionsPerIp !== undefined && !policy.limits.exemptGroup.isEmpty
      ? { why: 'its limit on connections spares nobody' }
      : section('concurrency', policy.limits.connectionsPerIp),
  'limits.failedCommands': ({ policy }) =>
    limits(
      ...(section('unrecognized_commands', policy.limits.failedCommands).lines?.['limits'] ?? []),
      ...(section('errors', policy.limits.failedCommands).lines?.['limits'] ?? []),
    ),
  'limits.recipients': ({ policy }) => section('recipients', policy.limits.recipients),
}
