import type { Attempt, Login, Subject } from '#evidence'

/** What an answer came to. `put off` is 4yz, `lost` a connection that ended first. */
export type Outcome = 'accepted' | 'put off' | 'refused' | 'lost'

export const outcomeOf = ({ reply }: Attempt): Outcome =>
  reply === undefined ? 'lost' : reply.code < 400 ? 'accepted' : reply.code < 500 ? 'put off' : 'refused'

export const isAccepted = (attempt: Attempt): boolean => outcomeOf(attempt) === 'accepted'
export const isRefused = (attempt: Attempt): boolean => outcomeOf(attempt) === 'refused'

/** The words of an answer: `550 5.7.1 relaying denied`, or that the connection went away. */
export function said(subject: Subject): string {
  if (subject.kind === 'attempt') {
    const { reply, at } = subject
    return reply ? `${at}: ${[reply.code, reply.text[0] ?? ''].join(' ').trim()}` : `${at}: no answer`
  }
  return subject.kind === 'login' || subject.kind === 'answer' ? subject.said : ''
}

/**
 * Whether a demand is made: what lacks it is refused while what has it is accepted. Undefined where what has it is not
 * accepted either.
 */
export const isDemanded = (with_: Attempt, without: Attempt): boolean | undefined => {
  if (isRefused(without)) return isAccepted(with_) ? true : undefined
  return isAccepted(without) ? false : undefined
}

/** Why a pair of answers tells nothing. */
export const tellsNothing = (...answers: readonly (Attempt | Login)[]): string =>
  `the answers do not tell: ${answers.map(said).join('; ')}`
