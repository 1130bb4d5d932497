import { isIpv4, loopbackFor } from './addresses.ts'
import { nothing, type SettingTable } from './fragments.ts'
import { stage, type Parts } from './kind.ts'

/** A server everything foreign is handed to: its name, or its address on the loopback. */
export interface RelayHost {
  readonly host: string
  readonly port: number
}

/** Where all mail for elsewhere goes; undefined where each domain's own servers are sought. */
export function relayHostOf({ asked, sink }: Pick<Parts, 'asked' | 'sink'>): RelayHost | undefined {
  const { delivery, smarthost } = asked.policy
  const { host, port } = smarthost
  if (delivery.mode !== 'relay' || host === undefined) return undefined
  if (host === stage.sinkAddress) return { host: sink, port }
  return { host: isIpv4(host) ? loopbackFor(host) : host, port }
}

/** Rows of a server that looks for its relay host where the rest of its routing is written. */
export const relayHostRows: SettingTable = {
  'delivery.mode': nothing,
  'smarthost.host': ({ policy }) =>
    policy.smarthost.host?.includes(':') ? { why: 'it cannot send over IPv6' } : nothing(),
  'smarthost.port': nothing,
}
