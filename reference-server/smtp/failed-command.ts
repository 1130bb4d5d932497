import type { Decision } from '../policy/decision.ts'
import { onceThere } from '../policy/once-there.ts'
import { denied } from './command.ts'
import { factsOf, type Answer, type Session } from './session.ts'

/** Asks the rules about an answer that says no: it may be one too many, and theirs is given in its place. */
export function weighed(answer: Answer, session: Session): Answer | Promise<Answer> {
  const { host } = session
  if (!saysNo(answer) || answer.after === 'close') return answer
  return onceThere<Decision, Answer>(host.engine.decide('command-failed', factsOf(session)), (decision) =>
    decision.permits ? answer : { ...answer, ...denied(decision, host) },
  )
}

const saysNo = ({ reply }: Answer): boolean => reply.startsWith('4') || reply.startsWith('5')
