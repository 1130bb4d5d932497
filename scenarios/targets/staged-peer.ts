import type { Peer } from '#peers'
import type { StagedPeer, StagedSink } from './target.ts'

/** Where mail that leaves a target ends, as stories are given it. */
export const stagedSink = (sink: Peer, settles: StagedSink['settles']): StagedSink => ({
  receipts: () => sink.receipts(),
  settles,
})

/** A peer, as stories are given it. */
export const stagedPeer = (peer: Peer, settles: StagedSink['settles']): StagedPeer => ({
  ...stagedSink(peer, settles),
  behaves: (behaviour) => peer.behaves(behaviour),
  commands: () => peer.commands(),
  record: () => peer.record(),
})
