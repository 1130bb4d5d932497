import type { Decision } from '../policy/decision.ts'
import { onceThere } from '../policy/once-there.ts'
import { denied } from './command.ts'
import { factsOf, type Answer, type Session } from './session.ts'

/** Asks the rules about a negative reply: if it is one too many, their reply replaces it. */
export function weighed(answer: Answer, session: Session): Answer | Promise<Answer> {
  const { host } = session
  if (!saysNo(answer) || answer.after === 'close') return answer
  return onceThere<Decision, Answer>(host.engine.decide('command-failed', factsOf(session)), (decision) =>
    decision.permits ? answer : { ...answer, ...denied(decision, host) },
  )
}

const saysNo = ({ reply }: Answer): boolean => reply.startsWith('4') || reply.startsWith('5')
