import type { Socket } from 'node:net'
import { createSecureContext } from 'node:tls'
import { playedBounds } from '../evidence/bounds.ts'
import type { Receipt } from '../evidence/evidence.ts'
import type { Behaviour, PeerCommand, PeerRecord, PeerSpec } from '../evidence/peers.ts'
import { createRecorder, type SessionTap } from '../evidence/recorder.ts'
import { createBehaviours } from './behaviours.ts'
import { converse } from './conversation.ts'
import { listensAt } from './listening.ts'
import { openSmtpSession } from './smtp-session.ts'
import { stageNameOf } from './stage-name.ts'
import { createWaiting } from './waiting.ts'

export interface PeerOptions {
  /** Its role in the story: `smarthost`. */
  readonly role: string
  readonly spec: PeerSpec
  readonly host: string
  /** Any free port, unless said otherwise. */
  readonly port?: number
  /** Milliseconds since the epoch on the target's clock. */
  readonly now: () => number
  /** Settles when so many milliseconds of the story's clock have passed; without it nothing is answered late. */
  readonly passes?: (span: number) => Promise<void>
  /** PEM texts, where it is to have TLS. */
  readonly certificate?: { readonly cert: string; readonly key: string }
}

/** A server around the one under test, played by us: what is told of it in the story, it does. */
export interface Peer extends AsyncDisposable {
  readonly host: string
  /** Where it listens, or listened last. */
  readonly port: number
  /** False while it has left its address. */
  readonly isThere: boolean
  /** From here on behaves differently; undefined, it is there and consents to everything. */
  behaves(behaviour: Behaviour | undefined): Promise<void>
  /** All that it took, in order of arrival. */
  receipts(): readonly Receipt[]
  /** All that it was asked for, in order. */
  commands(): readonly PeerCommand[]
  record(): PeerRecord
  /** Settles when it holds an answer back, which may be never. */
  holdsBack(): Promise<void>
  /**
   * The first message that fits, arrived already or within `deadline` milliseconds of real time; undefined when none
   * came.
   */
  whenReceived(fits: (receipt: Receipt) => boolean, deadline: number): Promise<Receipt | undefined>
  close(): Promise<void>
}

/** Opens a peer that speaks SMTP. @throws HarnessFault when it cannot listen there */
export async function openSmtpPeer(options: PeerOptions): Promise<Peer> {
  const { role, spec, host, port = 0, now, passes = async () => {}, certificate } = options
  const behaviours = createBehaviours()
  const recorder = createRecorder(now)
  const received: Receipt[] = []
  const commands: PeerCommand[] = []
  const arrivals = createWaiting<Receipt>()
  const open = new Map<Socket, SessionTap>()
  const secureContext = certificate && createSecureContext(certificate)
  let octets = 0
  let sessions = 0
  let held = 0
  const waiting: (() => void)[] = []

  const receives = (mail: Omit<Receipt, 'at'>): void => {
    octets += mail.message.length
    const receipt = { at: now(), ...mail }
    received.push(receipt)
    arrivals.tells(receipt)
  }
  const waits = async (span: number): Promise<void> => {
    if (span === 0) return
    held += 1
    for (const resume of waiting.splice(0)) resume()
    await passes(span)
    held -= 1
  }
  const sessionOn = (tap: SessionTap) =>
    openSmtpSession({
      name: stageNameOf(role),
      spec,
      behaviours,
      hasRoom: () => octets < playedBounds.octets,
      receives,
      hears: (command) => {
        if (commands.length < playedBounds.keptCommands) commands.push({ session: tap.id, ...command })
      },
      masks: (password) => tap.masks(password),
    })

  const accepts = (socket: Socket): void => {
    socket.setNoDelay(true)
    socket.on('close', () => open.delete(socket))
    // A sender that breaks off leaves no receipt; there is nothing else to do about it.
    socket.on('error', () => socket.destroy())
    sessions += 1
    // What nobody would read is written down nowhere.
    const book = sessions > playedBounds.keptSessions ? createRecorder(now) : recorder
    const tap = book.opens({ client: role, service: 'mx', source: 'the server' })
    open.set(socket, tap)
    converse({
      socket,
      tap,
      session: sessionOn(tap),
      waits,
      secureContext,
      isImplicit: spec.tls === 'implicit',
    })
  }
  const listening = await listensAt({ role, host, port }, accepts)
  const leaves = async (): Promise<void> => {
    for (const [socket, tap] of open) {
      tap.ended('server')
      socket.destroy()
    }
    await listening.leaves()
  }
  const behaves = async (behaviour: Behaviour | undefined): Promise<void> => {
    if (behaviour?.does === 'leaves') return leaves()
    if (behaviour) return behaviours.adds(behaviour)
    behaviours.clears()
    await listening.returns()
  }
  for (const behaviour of spec.behaves ?? []) await behaves(behaviour)
  return {
    host,
    get port() {
      return listening.port
    },
    get isThere() {
      return listening.isThere
    },
    behaves,
    receipts: () => [...received],
    commands: () => [...commands],
    record: () => ({ sessions: recorder.sessions(), commands: [...commands], receipts: [...received] }),
    holdsBack: async () => (held > 0 ? undefined : new Promise((resume) => void waiting.push(resume))),
    whenReceived: async (fits, deadline) =>
      received.find((receipt) => fits(receipt)) ?? (await arrivals.next(fits, deadline)),
    close: leaves,
    [Symbol.asyncDispose]: leaves,
  }
}
