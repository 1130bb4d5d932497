import type { Occasion } from '../evidence/peers.ts'
import { openSmtpPeer, type Peer, type PeerOptions } from './smtp-peer.ts'

/** The recording sink: a peer that takes every message and keeps it. What a target relays ends here. */
export type Sink = Peer

/**
 * Opens a sink; what it is to answer differently is named by command, and by what it names:
 * `['RCPT', '550 5.7.1 no', 'carol@remote.test']`.
 *
 * @throws HarnessFault when it cannot listen there
 */
export const openSink = (
  options: Pick<PeerOptions, 'host' | 'port' | 'now'>,
  answers: readonly (readonly [at: Occasion['at'], saying: string, of?: string])[] = [],
): Promise<Sink> => {
  const behaves = answers.map(([at, saying, of]) => ({
    does: 'answers' as const,
    at,
    saying,
    ...(of !== undefined && { of }),
  }))
  return openSmtpPeer({ ...options, role: 'sink', spec: { protocol: 'smtp', behaves } })
}
