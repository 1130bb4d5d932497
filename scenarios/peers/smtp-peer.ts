import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createSecureContext } from 'node:tls'
import { playedBounds } from '../evidence/bounds.ts'
import type { Receipt } from '../evidence/evidence.ts'
import { HarnessFault } from '../evidence/faults.ts'
import type { Behaviour, PeerCommand, PeerRecord, PeerSpec } from '../evidence/peers.ts'
import { createRecorder, type SessionTap } from '../evidence/recorder.ts'
import { createBehaviours } from './behaviours.ts'
import { converse } from './conversation.ts'
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
  readonly port: number
  /** From here on behaves differently; undefined, it consents to everything. */
  behaves(behaviour: Behaviour | undefined): void
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
  const behaviours = createBehaviours(spec.behaves)
  const recorder = createRecorder(now)
  const received: Receipt[] = []
  const commands: PeerCommand[] = []
  const arrivals = createWaiting<Receipt>()
  const sockets = new Set<Socket>()
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

  const server = createServer((socket) => {
    sockets.add(socket.setNoDelay(true))
    socket.on('close', () => sockets.delete(socket))
    // A sender that breaks off leaves no receipt; there is nothing else to do about it.
    socket.on('error', () => socket.destroy())
    sessions += 1
    // What nobody would read is written down nowhere.
    const book = sessions > playedBounds.keptSessions ? createRecorder(now) : recorder
    const tap = book.opens({ client: role, service: 'mx', source: 'the server' })
    converse({
      socket,
      tap,
      session: sessionOn(tap),
      waits,
      secureContext,
      isImplicit: spec.tls === 'implicit',
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new HarnessFault(`the ${role} cannot listen on ${host}`, { cause })),
    )
    server.listen(port, host, resolve)
  })
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return {
    host,
    port: portOf(server.address()),
    behaves: (behaviour) => (behaviour ? behaviours.adds(behaviour) : behaviours.clears()),
    receipts: () => [...received],
    commands: () => [...commands],
    record: () => ({ sessions: recorder.sessions(), commands: [...commands], receipts: [...received] }),
    holdsBack: async () => (held > 0 ? undefined : new Promise((resume) => void waiting.push(resume))),
    whenReceived: async (fits, deadline) =>
      received.find((receipt) => fits(receipt)) ?? (await arrivals.next(fits, deadline)),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new HarnessFault('the peer has no port')
  return address.port
}
