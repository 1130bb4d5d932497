import type { Count, Receipt } from '#evidence'
import type { Envelope, Sink } from '#dsl'
import type { Recorder } from '../../../evidence/recorder.ts'
import type { StagedSink, Staging } from '../../../targets/target.ts'
import { passageOf } from '../passage.ts'
import { envelopeInItsNames } from '../reach.ts'
import { isSentinel, sendsSentinel, type SentinelSender } from '../sentinel.ts'
import type { Verbs } from '../verb.ts'
import { messageIn } from '../words.ts'

/** What counting at the sink takes. */
export interface SinkParts {
  readonly sink: StagedSink
  readonly staging: Staging
  readonly recorder: Recorder
  /** Who may send a sentinel to elsewhere, at the moment. */
  readonly senders: () => readonly SentinelSender[]
}

/**
 * The recording sink: counts what came with an envelope, after all accepted mail has gone its way. Where a target cannot
 * tell when that is so, a sentinel does.
 */
export const sinkVerbs: Verbs<SinkParts, Sink> = {
  receives: {
    write: ([envelope]) => ({ ...envelope }),
    read: (words) => [messageIn(words)],
    does: async (parts, [envelope]) => ({ outcome: await receives(parts, envelope) }),
  },
}

async function receives(parts: SinkParts, envelope: Envelope): Promise<Count> {
  const { sink, staging, recorder } = parts
  const notBefore = staging.now()
  const wanted = envelopeInItsNames({ staging }, envelope)
  const { handedOver, due } = passageOf(recorder, wanted)
  const found = (): number =>
    sink.receipts().filter((receipt) => fits(receipt, wanted) && !isSentinel(receipt.message)).length
  const isThere = (): boolean => found() > 0 && found() >= due
  // Of what the target was never handed nothing is on its way, unless it came by another name.
  if (!handedOver && isQueueSeen(staging)) await sink.settles(isThere)
  const doubt = handedOver ? await doubtAbout(parts, due, isThere) : undefined
  return {
    kind: 'receipts',
    of: `sink, from <${envelope.from}> to ${[envelope.to].flat().join(', ')}`,
    count: found(),
    when: { notBefore, notAfter: staging.now() },
    certain: doubt === undefined,
    ...(doubt !== undefined && { doubt }),
  }
}

/** Waits until what is not there will not come, and says why that cannot be told, if so. */
async function doubtAbout(
  { sink, staging, senders }: SinkParts,
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
    : 'the sentinel did not arrive at the sink'
}

const isQueueSeen = ({ deliversWithin }: Staging): boolean => deliversWithin === undefined

const fits = (receipt: Receipt, { from, to }: Envelope): boolean =>
  sameAddress(receipt.reversePath, from) &&
  [to].flat().every((path) => receipt.forwardPaths.some((received) => sameAddress(received, path)))

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
