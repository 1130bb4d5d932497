import type { Count, Moment, Receipt, Step } from '#evidence'
import type { Clock, Dns, Envelope, Operator, Power, Sink, Timed } from '#dsl'
import { HarnessFault, StepRefused } from '../../evidence/faults.ts'
import type { StagedAccount, Staging } from '../../targets/target.ts'
import type { Recorder } from '../../evidence/recorder.ts'
import { passageOf } from './passage.ts'
import { envelopeInItsNames } from './reach.ts'
import { isSentinel, sendsSentinel, type SentinelSender } from './sentinel.ts'
import { nextTimeOfDay } from './time-of-day.ts'

export type Note = (actor: string, verb: string, details: Step['with'], sessions?: readonly string[]) => void

const momentOf = (timed: Timed): Moment => ('when' in timed ? timed.when : timed)

/** The instant that what comes now is to come before, while there is one. */
export interface Boundary {
  before?: number
}

/**
 * Time as stories move it. A boundary lies between two instants: `justBefore` counts from the earliest the start can
 * have been, `justAfter` from the latest; the finer the clock, the closer they come. On a frozen clock `justAfter`
 * is the very instant at which the span has passed.
 *
 * @param stepOf   the step a span counts from, so that the story can be told again elsewhere
 * @param boundary is set by `justBefore`, and lifted by the next move
 */
export function clockOf(
  staging: Staging,
  note: Note,
  stepOf: (outcome: object) => number | undefined = () => undefined,
  boundary: Boundary = {},
): Clock {
  const clock = staged(staging.clock, 'clock')
  const finest = 1
  const since = (start: Timed) => ({ since: stepOf(start) ?? momentOf(start) })
  return {
    justBefore: async (start, span) => {
      note('clock', 'justBefore', { span, ...since(start) })
      boundary.before = momentOf(start).notBefore + span
      await clock.moveTo(boundary.before - clock.resolution)
    },
    justAfter: async (start, span) => {
      note('clock', 'justAfter', { span, ...since(start) })
      delete boundary.before
      await clock.moveTo(momentOf(start).notAfter + span + clock.resolution - finest)
    },
    advances: async (span) => {
      note('clock', 'advances', { span })
      delete boundary.before
      await clock.moveTo(clock.now() + span)
    },
    untilTimeOfDay: async (time) => {
      note('clock', 'untilTimeOfDay', { time })
      delete boundary.before
      await clock.moveTo(nextTimeOfDay(time, { after: clock.now(), timeZone: clock.timeZone ?? 'UTC' }))
    },
  }
}

/** What counting at the sink takes. */
interface SinkParts {
  readonly staging: Staging
  readonly note: Note
  readonly recorder: Recorder
  /** Who may send a sentinel to elsewhere, at the moment. */
  readonly senders: () => readonly SentinelSender[]
}

/**
 * The recording sink: counts what came with an envelope, after all accepted mail has gone its way. Where a target cannot
 * tell when that is so, a sentinel does.
 */
export function sinkOf({ staging, note, recorder, senders }: SinkParts): Sink {
  const sink = staged(staging.sink, 'sink')
  const isQueueSeen = staging.deliversWithin === undefined
  return {
    receives: async (envelope): Promise<Count> => {
      note('sink', 'receives', { ...envelope })
      const notBefore = staging.now()
      const wanted = envelopeInItsNames({ staging }, envelope)
      const { handedOver, due } = passageOf(recorder, wanted)
      const found = (): number =>
        sink.receipts().filter((receipt) => fits(receipt, wanted) && !isSentinel(receipt.message)).length
      const isThere = (): boolean => found() > 0 && found() >= due
      // Of what the target was never handed nothing is on its way, unless it came by another name.
      if (!handedOver && isQueueSeen) await sink.settles(isThere)
      const doubt = handedOver ? await doubtAbout(due, isThere) : undefined
      return {
        kind: 'receipts',
        of: `sink, from <${envelope.from}> to ${[envelope.to].flat().join(', ')}`,
        count: found(),
        when: { notBefore, notAfter: staging.now() },
        certain: doubt === undefined,
        ...(doubt !== undefined && { doubt }),
      }
    },
  }

  /** Waits until what is not there will not come, and says why that cannot be told, if so. */
  async function doubtAbout(due: number, isThere: () => boolean): Promise<string | undefined> {
    if ((due > 0 || isQueueSeen) && (await sink.settles(isThere))) return undefined
    if (isThere()) return undefined
    const { mark, doubt } = await sendsSentinel(senders())
    if (mark === undefined) return doubt
    const hasArrived = (): boolean => sink.receipts().some(({ message }) => message.includes(mark))
    return (await sink.settles(hasArrived)) && hasArrived()
      ? undefined
      : 'the sentinel did not arrive at the sink'
  }
}

/** @throws StepRefused from `runs`, when the tool does not take the command */
export function operatorOf(
  staging: Staging,
  note: Note,
  welcome: (account: StagedAccount) => { readonly address: string },
): Operator {
  const operator = staged(staging.operator, 'operator')
  return {
    sets: async (policy) => {
      note('operator', 'sets', { policy })
      await operator.sets(policy)
    },
    adds: async (address) => {
      note('operator', 'adds', { address })
      return welcome(await operator.adds(address))
    },
    writes: async (file, lines) => {
      note('operator', 'writes', { file, lines })
      await operator.writes(file, lines)
    },
    removes: async (file) => {
      note('operator', 'removes', { file })
      await operator.writes(file, undefined)
    },
    runs: async (command) => {
      note('operator', 'runs', { command })
      const outcome = await operator.runs(command)
      if ('problem' in outcome)
        throw new StepRefused(`the tool did not take "${command}": ${outcome.problem}`)
    },
    restarts: async () => {
      note('operator', 'restarts', {})
      await operator.restarts()
    },
    connects: async (networks) => {
      note('operator', 'connects', { networks })
      await operator.connects(networks)
    },
  }
}

export function dnsOf(staging: Staging, note: Note): Dns {
  const dns = staged(staging.dns, 'dns')
  return {
    answers: async (name, records) => {
      note('dns', 'answers', { name, records })
      await dns.answers(name, records)
    },
  }
}

function staged<T>(power: T | undefined, name: Power): T {
  if (power === undefined)
    throw new HarnessFault(`the target was staged without the power ${name}, and said nothing`)
  return power
}

const fits = (receipt: Receipt, { from, to }: Envelope): boolean =>
  sameAddress(receipt.reversePath, from) &&
  [to].flat().every((path) => receipt.forwardPaths.some((received) => sameAddress(received, path)))

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
