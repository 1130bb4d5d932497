import { type Fragment, nothing, type SettingRow, type SettingTable } from '../adapter/fragments.ts'
import { sparedNetworks } from '../adapter/rows.ts'

/** The filter that comes with Courier; what it remembers is meant to be bounded by the window alone. */
const limited = (limit: number, seconds: number): Fragment => ({
  lines: { rate: [`WINDOW=${seconds}`, `LIMIT=${limit}`, 'COUNT=m', 'EXTERNAL=1', 'MESSAGES=1000000'] },
})

/** A filter that goes on counting is switched off for sessions that are open, too. */
const unreached = 1_000_000_000

const perMinute: SettingRow = ({ policy, written }) => {
  const { rateEnabled, messagesPerMinute } = policy.limits
  if (messagesPerMinute === undefined) return nothing()
  if (written.has('limits.messagesPerHour'))
    return { why: 'it has one counting interval, not both a minute and an hour' }
  return limited(rateEnabled ? messagesPerMinute : unreached, 60)
}

const perHour: SettingRow = ({ policy }) =>
  policy.limits.messagesPerHour === undefined ? nothing() : limited(policy.limits.messagesPerHour, 3600)

const mostAddresses = 4096

/** It leaves out single addresses, and no networks: each is named. */
function spared(networks: readonly string[]): ReturnType<SettingRow> {
  const sizes = networks.map((network) => 2 ** (32 - Number(network.split('/')[1] ?? 32)))
  if (sizes.reduce((sum, size) => sum + size, 0) > mostAddresses)
    return { why: 'it can exempt single addresses only, and the network is too large to list them all' }
  return { lines: { spared: networks.flatMap((network, index) => addressesOf(network, sizes[index] ?? 1)) } }
}

function addressesOf(network: string, size: number): readonly string[] {
  const [address = ''] = network.split('/')
  const first = address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0)
  return Array.from({ length: size }, (_, offset) =>
    [24, 16, 8, 0].map((shift) => ((first + offset) >>> shift) & 255).join('.'),
  )
}

/** Limits on messages per sender: per account if authenticated, else per address. */
export const rateRows: SettingTable = {
  'limits.rateEnabled': nothing,
  'limits.messagesPerMinute': perMinute,
  'limits.messagesPerHour': perHour,
  ...sparedNetworks(spared),
}
