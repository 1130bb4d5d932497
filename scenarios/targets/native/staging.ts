import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Records } from '#dsl'
import { stagedPeer, stagedSink } from '../staged-peer.ts'
import type { Needs, StagedClock, StagedSink, Staging } from '../target.ts'
import { accountsOf } from './accounts.ts'
import { isIpv4, isOutside, loopbackFor } from '../adapter/addresses.ts'
import { stage, type ServerKind } from '../adapter/kind.ts'
import { messagesIn } from './maildir.ts'
import { operatorOf } from './operator.ts'
import { openPeers } from './peers.ts'
import type { Kept } from './pool.ts'
import { reachedIn } from './ports.ts'
import { waitsFor } from './waits-for.ts'

/** Outside clients get an address that has not been used before. */
export const sourcesFor = ({ sources }: Needs, fresh: () => string): ReadonlyMap<string, string> =>
  new Map(
    Object.values(sources).map(
      (source) => [source, isOutside(source) ? fresh() : loopbackFor(source)] as const,
    ),
  )

/** A running server as one story has it. */
export async function stagingOf(
  kind: ServerKind,
  needs: Needs,
  kept: Kept,
  sources: ReadonlyMap<string, string>,
): Promise<Staging> {
  const { instance } = kept
  const { clock, sink, zones, peerAddress } = instance
  const before = sink.receipts().length
  const usual = new Map(zones)
  const peers = await openPeers(needs, { addressOf: peerAddress, zones, now: () => clock.now() })
  const accounts = accountsOf(Object.values(needs.accounts), kind)
  const { operator, asked } = operatorOf(kind, needs, instance)
  const hasSettled = (): boolean => !instance.hasPending()
  const settles = (): Promise<boolean> => waitsFor(hasSettled, deliveredWithin)
  const stagedClock: StagedClock = {
    resolution: clock.resolution,
    now: () => clock.now(),
    // The time that is turned passes for mail on its way as well, and servers take that for a program that hangs.
    moveTo: async (instant) => {
      await waitsFor(hasSettled, handedOnWithin)
      await clock.moveTo(instant)
      if (peers.size > 0) await instance.runsQueue()
    },
  }
  const settlesFor: StagedSink['settles'] = async (looksFor) => (await settles()) || looksFor()
  return {
    get policy() {
      return asked().document
    },
    endpoint: (service) => reachedIn(needs, instance.endpoint(service)),
    source: (address) => sources.get(address),
    accounts: Object.fromEntries(
      Object.keys(needs.accounts).flatMap((name, index) => {
        const account = accounts[index]
        return account ? [[name, account] as const] : []
      }),
    ),
    now: () => clock.now(),
    settles,
    ...(kind.mailboxes && { mailbox: (address: string) => messagesIn(instance.folder, address) }),
    ...(needs.uses.includes('clock') && { clock: stagedClock }),
    ...(needs.uses.includes('sink') && {
      sink: { ...stagedSink(sink, settlesFor), receipts: () => sink.receipts().slice(before) },
    }),
    ...(peers.size > 0 && {
      peers: Object.fromEntries([...peers].map(([role, peer]) => [role, stagedPeer(peer, settlesFor)])),
    }),
    ...(needs.uses.includes('operator') && { operator }),
    ...(needs.uses.includes('dns') && {
      dns: {
        answers: async (name: string, records: Records) => {
          zones.set(isIpv4(name) ? loopbackFor(name) : name.toLowerCase(), onLoopback(records, sink.host))
        },
      },
    }),
    complaints: () => instance.complaints().map((line) => `${kind.title} logged: ${line}`),
    [Symbol.asyncDispose]: async () => {
      if (!(await settles())) instance.spoilt = true
      for (const peer of peers.values()) await peer.close()
      emptyMailboxes(instance.folder, kind)
      zones.clear()
      for (const [name, records] of usual) zones.set(name, records)
      kept.busy = false
    },
  }
}

const deliveredWithin = 8_000
const handedOnWithin = 1_000

const onLoopback = ({ A, ...records }: Records, sink: string): Records => ({
  ...records,
  ...(A && { A: A.map((address) => (address === stage.sinkAddress ? sink : loopbackFor(address))) }),
})

/** The next story finds the mailboxes as new. */
function emptyMailboxes(folder: string, { mailboxesStay = false }: ServerKind): void {
  const mail = join(folder, 'mail')
  mkdirSync(mail, { recursive: true })
  const found = mailboxesStay ? filesBelow(mail) : readdirSync(mail).map((name) => join(mail, name))
  for (const path of found) rmSync(path, { recursive: true, force: true })
  chmodSync(mail, 0o777)
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((each) => !each.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name))
