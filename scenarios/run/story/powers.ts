import type { Clock, Dns, Operator, Power, Powers, Sink } from '#dsl'
import { HarnessFault } from '../../evidence/faults.ts'
import type { Recorder } from '../../evidence/recorder.ts'
import type { Staging } from '../../targets/target.ts'
import type { Actor, Casting } from './casting.ts'
import type { ArrivalParts } from './arrivals.ts'
import type { SentMail } from './sent-mail.ts'
import type { SentinelSender } from './sentinel.ts'
import { clockVerbs, type Boundary, type ClockParts } from './verbs/clock.ts'
import { dnsVerbs, type DnsParts } from './verbs/dns.ts'
import { operatorVerbs, type OperatorParts } from './verbs/operator.ts'
import { sinkVerbs } from './verbs/sink.ts'

interface Surroundings {
  readonly staging: Staging
  readonly recorder: Recorder
  readonly casts: Casting['casts']
  readonly boundary: Boundary
  readonly welcome: OperatorParts['welcome']
  readonly senders: () => readonly SentinelSender[]
  readonly sent: readonly SentMail[]
}

/** What a story may ask for, each made when it is asked for. */
export function powersOf(surroundings: Surroundings): { readonly [P in Power]: () => Powers[P] } {
  const { staging, recorder, casts, boundary, welcome, senders, sent } = surroundings
  return {
    clock: () => casts(clockActor({ clock: staged(staging.clock, 'clock'), boundary })),
    sink: () => {
      const parts = { name: 'sink', sink: staged(staging.sink, 'sink'), staging, recorder, senders, sent }
      return casts<ArrivalParts, Sink>({ name: 'sink', parts, verbs: sinkVerbs, isNotedFirst: true })
    },
    operator: () => {
      const parts = { operator: staged(staging.operator, 'operator'), welcome }
      return casts<OperatorParts, Operator>({ ...patient, name: 'operator', parts, verbs: operatorVerbs })
    },
    dns: () => {
      const parts = { dns: staged(staging.dns, 'dns') }
      return casts<DnsParts, Dns>({ ...patient, name: 'dns', parts, verbs: dnsVerbs })
    },
    profileDefaults: () => true,
    swaks: () => true,
    tls: () => true,
  }
}

export const clockActor = (parts: ClockParts): Actor<ClockParts, Clock> => ({
  ...patient,
  name: 'clock',
  parts,
  verbs: clockVerbs,
})

const patient = { isNotedFirst: true, isPatient: true } as const

function staged<T>(power: T | undefined, name: Power): T {
  if (power === undefined)
    throw new HarnessFault(`the target was set up without the power ${name} and did not say so`)
  return power
}
