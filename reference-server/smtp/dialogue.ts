import type { Decision } from '../policy/decision.ts'
import { onceThere } from '../policy/once-there.ts'
import { denied } from './command.ts'
import { dispatch } from './dispatch.ts'
import { weighed } from './failed-command.ts'
import type { LineFlaw } from './line-reader.ts'
import type { Heard } from './seams.ts'
import type { ReadMessage } from './message-reader.ts'
import { takeMessage } from './message.ts'
import {
  factsOf,
  type Answer,
  type Session,
  type SmtpHost,
  type SmtpState,
  type Standing,
} from './session.ts'

/** What is said in one SMTP session: it knows how far the session has come, and nothing of its connection. */
export class SmtpDialogue {
  readonly #host: SmtpHost
  #state: SmtpState = { at: 'connected' }
  #standing: Standing
  #nextLine: Answer['nextLine']
  #hasEnded = false
  /** The command heard last, as it was sent; the lines of an exchange belong to it. */
  #command = ''

  constructor(host: SmtpHost, standing: Standing) {
    this.#host = host
    this.#standing = standing
  }

  get #session(): Session {
    return { host: this.#host, standing: this.#standing, state: this.#state }
  }

  /** Greets the client, or turns it away. */
  greets(): Answer | Promise<Answer> {
    const decision = this.#host.engine.decide('connect', factsOf(this.#session))
    return onceThere(decision, (made) => this.#given(this.#greeting(made), 'opening'))
  }

  /** Tells the engine that the connection has ended. */
  ends(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#host.engine.ended(factsOf(this.#session))
  }

  #greeting(decision: Decision): Answer {
    const { hostname, replies } = this.#host
    return decision.permits
      ? { reply: replies('greeting', { hostname }) }
      : { ...denied(decision, this.#host), after: 'close' }
  }

  /** Answers a line. */
  hears(line: string, flaw?: LineFlaw): Answer | Promise<Answer> {
    const session = this.#session
    const text = this.#host.ask['line.heard'](line)
    return onceThere(this.#answer(text, session, flaw), (due) =>
      weighed(this.#given(due, 'line', text), session),
    )
  }

  #given(due: Answer, is: Heard['is'], line = ''): Answer {
    return this.#host.ask['line.answered'](due, { line, is, session: this.#session })
  }

  #answer(text: string, session: Session, flaw?: LineFlaw): Answer | Promise<Answer> {
    const { replies } = this.#host
    const nextLine = this.#nextLine
    this.#nextLine = undefined
    if (flaw === 'too-long') return { reply: replies(nextLine ? 'exchangeLineTooLong' : 'lineTooLong') }
    if (flaw) return { reply: replies('bareLineFeed') }
    if (!nextLine) this.#command = text
    return nextLine ? nextLine(text, session) : dispatch(text, session)
  }

  /** Answers a message. */
  takes(message: ReadMessage): Answer | Promise<Answer> {
    const session = this.#session
    // Whatever the outcome of the message, the mail transaction is over.
    this.#state = { at: 'greeted' }
    return onceThere(takeMessage(message, session), (due) => weighed(this.#given(due, 'message'), session))
  }

  /** Moves on to where an answer leads. */
  movesOn(answer: Answer): void {
    if (answer.state) this.#state = answer.state
    this.#standing = this.#host.ask['session.standing-after'](this.#standing, answer, this.#command)
    this.#nextLine = answer.nextLine
  }

  /** Says goodbye in the words of a reply. */
  leaves(reply: 'idleTooLong' | 'messageTooSlow' | 'shuttingDown'): Answer {
    return { reply: this.#host.replies(reply, { hostname: this.#host.hostname }), after: 'close' }
  }

  /** The answer where something unexpected came up; the cause goes to the log. */
  fault(cause: unknown): Answer {
    const { clock, log, replies } = this.#host
    log({ at: clock.now(), level: 'error', event: 'smtp-fault', cause })
    return { reply: replies('serverFault') }
  }
}
