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
 * A command as a row: when it is legal, how its argument reads, what it answers. The dispatcher sees to the first two,
 * so that `answer` knows only good input in good order.
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

/** Turns a row into a command that checks order and syntax by itself. */
export const command = <Argument, At extends SmtpState['at']>(row: CommandRow<Argument, At>): Command => ({
  verb: row.verb,
  obey: (argument, session) => {
    const { host, state } = session
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

/** What has to come first, told from where the session is and where it should be. */
function outOfOrder(at: SmtpState['at'], during: readonly SmtpState['at'][]): ReplyName {
  if (at === 'connected') return 'helloFirst'
  if (during.includes('greeted')) return 'nestedMail'
  return at === 'greeted' ? 'mailFirst' : 'recipientFirst'
}

/** The argument of a command that takes none. */
export const noArgument = (argument: string): Read<undefined> =>
  argument === '' ? { argument: undefined } : { problem: { reply: 'badArgument' } }

/** Any argument, or none. */
export const anyArgument = (argument: string): Read<string> => ({ argument })

/** What comes of a rule's no: the reply it asks for, and the end of the connection where it says so. */
export function denied({ by, reply, words, closes }: Denial, { hostname, replies }: SmtpHost): Answer {
  if (!isReplyName(reply)) throw new Error(`rule ${by} names no reply: ${reply}`)
  return { reply: replies(reply, { hostname, ...words }), ...(closes && { after: 'close' }) }
}
