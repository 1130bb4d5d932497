import type { Denial } from '../policy/decision.ts'
import { isReplyName, type ReplyName } from './replies.ts'
import type { Answer, Session, SmtpHost, SmtpState, StateAt } from './session.ts'

/** Why an argument cannot be read: the name of a reply and its words. */
export interface Problem {
  readonly reply: ReplyName
  readonly words?: Readonly<Record<string, string>>
}

/** What reading an argument gave. */
export type Read<Argument> = { readonly argument: Argument } | { readonly problem: Problem }

/**
 * A command as a row: when it is legal, how its argument is read, what it answers. The dispatcher handles the first
 * two, so `answer` sees only valid input in the right order.
 */
export interface CommandRow<Argument, At extends SmtpState['at']> {
  readonly verb: string
  readonly during: readonly At[]
  /** What an argument must look like: `MAIL FROM:<reverse-path>`. */
  readonly syntax: string
  readonly read: (argument: string, session: Session) => Read<Argument>
  readonly answer: (argument: Argument, session: Session, state: StateAt<At>) => Answer | Promise<Answer>
}

/** A row with its argument's type hidden: line in, answer out. */
export interface Command {
  readonly verb: string
  readonly obey: (argument: string, session: Session) => Answer | Promise<Answer>
}

/** Turns a row into a command that checks order and syntax itself. */
export const command = <Argument, At extends SmtpState['at']>(row: CommandRow<Argument, At>): Command => ({
  verb: row.verb,
  obey: (argument, session) => {
    const { host } = session
    const state = host.ask['command.state'](row.verb, session.state)
    if (!isDuring(state, row.during)) return { reply: host.replies(outOfOrder(state.at, row.during)) }
    const read = row.read(argument, session)
    if ('argument' in read) return row.answer(read.argument, session, state)
    const { reply, words } = read.problem
    return { reply: host.replies(reply, { syntax: row.syntax, ...words }) }
  },
})

const isDuring = <At extends SmtpState['at']>(
  state: SmtpState,
  during: readonly At[],
): state is StateAt<At> => during.some((at) => at === state.at)

/** Names the command that must come first, from the state of the session and the required one. */
function outOfOrder(at: SmtpState['at'], during: readonly SmtpState['at'][]): ReplyName {
  if (at === 'connected') return 'helloFirst'
  if (during.includes('greeted')) return 'nestedMail'
  return at === 'greeted' ? 'mailFirst' : 'recipientFirst'
}

/** The argument of a command without one. */
export const noArgument = (argument: string): Read<undefined> =>
  argument === '' ? { argument: undefined } : { problem: { reply: 'badArgument' } }

/** Any argument, or none. */
export const anyArgument = (argument: string): Read<string> => ({ argument })

/** The effect of a denial: its reply, and the end of the connection if it says so. */
export function denied({ by, reply, words, closes }: Denial, { hostname, replies }: SmtpHost): Answer {
  if (!isReplyName(reply)) throw new Error(`rule ${by} names no reply: ${reply}`)
  return { reply: replies(reply, { hostname, ...words }), ...(closes && { after: 'close' }) }
}
