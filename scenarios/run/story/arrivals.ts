import type { Count, LetterFound, Receipt } from '#evidence'
import type { Envelope } from '#dsl'
import type { Recorder } from '../../evidence/recorder.ts'
import type { StagedSink, Staging } from '../../targets/target.ts'
import { passageOf } from './passage.ts'
import { envelopeInItsNames } from './reach.ts'
import { isSentTo, letterFound } from './reads.ts'
import { isIntact, messageIdOf, type SentMail } from './sent-mail.ts'
import { isSentinel, sendsSentinel, type SentinelSender } from './sentinel.ts'

/** What is needed to count mail that has left the target, where it arrives. */
export interface ArrivalParts {
  /** Who counts: `sink`, or the role of a peer. */
  readonly name: string
  readonly sink: StagedSink
  readonly staging: Staging
  readonly recorder: Recorder
  /** Who may send a sentinel there, at the moment. */
  readonly senders: () => readonly SentinelSender[]
  /** What the clients of the story have sent so far. */
  readonly sent: readonly SentMail[]
}

/**
 * Counts what came with an envelope, after all accepted mail has gone its way. Where a target cannot tell when that is
 * so, a sentinel does.
 */
export async function receives(parts: ArrivalParts, envelope: Envelope): Promise<Count> {
  const { name, sink, staging, recorder } = parts
  const notBefore = staging.now()
  const wanted = envelopeInItsNames({ staging }, envelope)
  const { handedOver, due } = passageOf(recorder, wanted)
  const found = (): number =>
    sink
      .receipts()
      .filter((receipt) => fits(receipt, wanted) && !isSentinel(receipt.message) && isWhole(parts, receipt))
      .length
  const isThere = (): boolean => found() > 0 && found() >= due
  // A message that the target was never handed is not on its way, unless it came under another name.
  if (!handedOver && isQueueSeen(staging)) await sink.settles(isThere)
  const doubt = handedOver ? await doubtAbout(parts, due, isThere) : undefined
  return {
    kind: 'receipts',
    of: `${name}, from <${envelope.from}> to ${[envelope.to].flat().join(', ')}`,
    count: found(),
    when: { notBefore, notAfter: staging.now() },
    certain: doubt === undefined,
    ...(doubt !== undefined && { doubt }),
  }
}

/** Reads the latest message that came with an envelope, after all accepted mail has gone its way. */
export async function readsArrival(parts: ArrivalParts, envelope: Envelope): Promise<LetterFound> {
  const { sink, staging, sent, recorder } = parts
  const { of, when, doubt } = await receives(parts, envelope)
  const wanted = envelopeInItsNames({ staging }, envelope)
  const mine = sent.filter((mail) => isSentTo(mail, wanted))
  const isOurs = ({ message }: Receipt): boolean =>
    !isSentinel(message) &&
    (mine.length === 0 || mine.some(({ messageId }) => messageId === messageIdOf(message)))
  const latest = sink.receipts().findLast((receipt) => fits(receipt, wanted) && isOurs(receipt))
  const found = {
    of,
    when,
    ...(doubt !== undefined && { doubt }),
    latest: latest?.message,
    ...(latest?.leftOut !== undefined && { leftOut: latest.leftOut }),
  }
  return letterFound(found, mine, (text) => recorder.hides(text))
}

/** Waits until nothing more will come. @returns why nobody can tell, if so */
export const doubtAboutMore = (parts: ArrivalParts): Promise<string | undefined> =>
  doubtAbout(parts, 0, () => false)

/** Waits until it is certain that what is missing will not come. @returns why nobody can tell, if so */
async function doubtAbout(
  { name, sink, staging, senders }: ArrivalParts,
  due: number,
  isThere: () => boolean,
): Promise<string | undefined> {
  if ((due > 0 || isQueueSeen(staging)) && (await sink.settles(isThere))) return undefined
  if (isThere()) return undefined
  const { mark, doubt } = await sendsSentinel(senders())
  if (mark === undefined) return doubt
  const hasArrived = (): boolean => sink.receipts().some(({ message }) => message.includes(mark))
  return (await sink.settles(hasArrived)) && hasArrived()
    ? undefined
    : `the sentinel did not arrive at the ${name}`
}

const isWhole = ({ sent }: ArrivalParts, { message, leftOut }: Receipt): boolean =>
  leftOut !== undefined || isIntact(sent, message)

const isQueueSeen = ({ deliversWithin }: Staging): boolean => deliversWithin === undefined

const fits = (receipt: Receipt, { from, to }: Envelope): boolean =>
  sameAddress(receipt.reversePath, from) &&
  [to].flat().every((path) => receipt.forwardPaths.some((received) => sameAddress(received, path)))

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
