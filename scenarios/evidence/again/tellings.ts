import type { Step } from '../evidence.ts'
import { spell } from './shell.ts'

/** How the steps of one verb are told. What a row leaves out is told as it stands in the evidence. */
export interface Telling {
  /** The words that are not shown as they are: a span of time in milliseconds, or what one counts from. */
  readonly words?: Readonly<Record<string, 'span' | 'start'>>
  /** One SMTP session of its own is a line with swaks, up to RCPT or with the message. */
  readonly swaks?: 'envelope' | 'message'
  /** It opens a session that later steps speak in. */
  readonly keeps?: true
  /** Which password it takes, whatever its words say. */
  readonly password?: 'wrong'
  /** What people are asked to do or to look at, where no shell can; nothing, where there is nothing to it. */
  readonly remark?: (step: Step, next: Step | undefined) => string | undefined
}

const passes: Telling = {
  words: { span: 'span', since: 'start' },
  remark: ({ at, with: { time } }, next) => {
    const passed = next && next.at > at ? [`${spell(next.at - at)} pass`] : []
    const until = typeof time === 'string' ? [`until it is ${time} at the server`] : []
    return [...passed, ...until].join(', ') || undefined
  },
}

/** The verbs that are told in a way of their own, by name. */
export const tellings: Readonly<Record<string, Telling>> = {
  offers: { swaks: 'envelope' },
  sends: { swaks: 'message' },
  sendsWith: { swaks: 'message' },
  sendsSentinel: { swaks: 'message' },
  failsToLogIn: { password: 'wrong' },
  opens: { keeps: true },
  justBefore: passes,
  justAfter: passes,
  advances: passes,
  untilTimeOfDay: passes,
  delays: { words: { by: 'span' } },
  sees: {
    remark: ({ actor, with: { at, of } }) =>
      `how often is the ${actor} given ${String(at)}${typeof of === 'string' ? ` of ${of}` : ''}?`,
  },
  receives: {
    remark: ({ with: { from, to } }) =>
      `is there mail from <${String(from)}> to ${[to].flat().join(', ')} where the domain's mail arrives?`,
  },
  reads: {
    remark: ({ with: { from, to } }) =>
      `look at the mail from <${String(from)}> to ${[to].flat().join(', ')} where it arrives`,
  },
  readsReport: {
    remark: ({ with: { from } }) => `look at the report to <${String(from)}>`,
  },
}

/** How a step is told. */
export const tellingOf = ({ verb }: Step): Telling =>
  (Object.hasOwn(tellings, verb) ? tellings[verb] : undefined) ?? {}
