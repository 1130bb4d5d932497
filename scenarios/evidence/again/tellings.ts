import type { Step } from '../evidence.ts'
import type { WrongPassword } from '../passwords.ts'
import { spell } from './shell.ts'

/** How reports and shell lines present the steps of one verb. What a row leaves out is shown as it is in the evidence. */
export interface Telling {
  /** The words that have a special meaning: a span of time in milliseconds, or the start of one. */
  readonly words?: Readonly<Record<string, 'span' | 'start'>>
  /** An SMTP session of its own becomes a line with swaks, which goes up to RCPT or sends the message. */
  readonly swaks?: 'envelope' | 'message'
  /** True when it opens a session that later steps use. */
  readonly keeps?: true
  /** Which password it uses, where its words name none. */
  readonly password?: WrongPassword
  /** A comment on what a person has to do or to look at, where no shell command can; undefined for no comment. */
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

/** The verbs that need such a row, by name. */
export const tellings: Readonly<Record<string, Telling>> = {
  offers: { swaks: 'envelope' },
  sends: { swaks: 'message' },
  sendsWith: { swaks: 'message' },
  sendsSentinel: { swaks: 'message' },
  failsToLogIn: { password: 'wrong' },
  knocks: {
    remark: ({ actor, with: { service, port, at } }) =>
      [
        `does ${String(service)} answer the ${actor}`,
        ...(typeof port === 'number' ? [`on port ${port}`] : []),
        ...(typeof at === 'string' ? [`at ${at}`] : []),
      ].join(' ') + '?',
  },
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

/** How a step is presented. */
export const tellingOf = ({ verb }: Step): Telling =>
  (Object.hasOwn(tellings, verb) ? tellings[verb] : undefined) ?? {}
