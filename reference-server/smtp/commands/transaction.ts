import type { Decision } from '../../policy/decision.ts'
import { onceThere } from '../../policy/once-there.ts'
import { command, denied, noArgument, type Read } from '../command.ts'
import { atHome } from '../own-address.ts'
import {
  readParameters,
  type KnownParameters,
  type ParameterProblem,
  type Parameters,
} from '../parameters.ts'
import { readPathArgument, type PathArgument, type PathProblem } from '../path.ts'
import type { ReplyName } from '../replies.ts'
import { factsOf, largestTaken, offersAuth, type Answer, type Session } from '../session.ts'

// RFC 5321 §3.3, §4.1.1.2 to §4.1.1.4.

/** MAIL: begins a mail transaction. */
export const mail = command({
  verb: 'MAIL',
  during: ['greeted'],
  syntax: 'MAIL FROM:<reverse-path>',
  read: (argument, session) =>
    readWithParameters('FROM', argument, session, {
      SIZE: /^\d{1,20}$/,
      BODY: /^(?:7BIT|8BITMIME)$/i,
      // RFC 4954 §5: must be accepted where AUTH is offered; it has no effect.
      ...(offersAuth(session) ? { AUTH: /./ } : {}),
    }),
  answer: ({ path, parameters }, session) => {
    const { host } = session
    if (path?.domain === '') return { reply: host.replies('badSenderAddress') }
    const size = Number(parameters.get('SIZE') ?? 0)
    const largest = largestTaken(host)
    if (host.ask['declared-size.is-too-large'](size, largest)) {
      return { reply: host.replies('messageTooLarge', { octets: String(largest) }) }
    }
    // Better now than after the message; a message without a declared size is measured as it arrives.
    if (!host.room.has(size)) return { reply: host.replies('noRoom') }
    if (size > 0 && !host.space.has(size)) return { reply: host.replies('noSpace') }
    const facts = { ...factsOf(session), reversePath: path }
    return onceThere<Decision, Answer>(host.engine.decide('mail', facts), (decision) => {
      if (!decision.permits) return denied(decision, host)
      return { reply: host.replies('senderOk'), state: { at: 'mail', reversePath: path } }
    })
  },
})

/** RCPT: adds one recipient. */
export const rcpt = command({
  verb: 'RCPT',
  during: ['mail', 'rcpt'],
  syntax: 'RCPT TO:<forward-path>',
  read: (argument, session) => readWithParameters('TO', argument, session, {}),
  answer: ({ path }, session, state) => {
    const { host } = session
    if (path === null || (path.domain === '' && path.localPart.toLowerCase() !== 'postmaster')) {
      return { reply: host.replies('badRecipientAddress') }
    }
    const { reversePath } = state
    const before = state.at === 'rcpt' ? state.forwardPaths : []
    const [first = path, ...others] = [...before, path]
    const facts = { ...factsOf(session), reversePath, forwardPath: path }
    return onceThere<Decision, Answer>(host.engine.decide('rcpt', facts), (decision) => {
      const joined = { state: { at: 'rcpt', reversePath, forwardPaths: [first, ...others] } } as const
      const joins = host.ask['recipient.joins']({ permitted: decision.permits, others: before.length })
      if (!decision.permits) return { ...denied(decision, host), ...(joins && joined) }
      if (!host.space.has(0)) return { reply: host.replies('noSpace') }
      if (before.length >= maxRecipients) return { reply: host.replies('tooManyRecipients') }
      return { reply: host.replies('recipientOk'), ...joined }
    })
  },
})

/** DATA: what follows is the message. */
export const data = command({
  verb: 'DATA',
  during: ['rcpt'],
  syntax: 'DATA',
  read: noArgument,
  answer: (_, { host }) =>
    host.space.has(0)
      ? { reply: host.replies('startMessage'), after: 'read-message' }
      : { reply: host.replies('noSpace') },
})

/** RSET: forgets the mail transaction. */
export const rset = command({
  verb: 'RSET',
  during: ['connected', 'greeted', 'mail', 'rcpt'],
  syntax: 'RSET',
  read: noArgument,
  answer: (_, { host, state }) => ({
    reply: host.replies('reset'),
    state: { at: state.at === 'connected' ? 'connected' : 'greeted' },
  }),
})

/** RFC 5321 §4.5.3.1.8: at least 100 must be accepted. */
const maxRecipients = 1000

type Argument = PathArgument & { readonly parameters: Parameters }

function readWithParameters(
  keyword: 'FROM' | 'TO',
  text: string,
  { host, standing }: Session,
  known: KnownParameters,
): Read<Argument> {
  const read = readPathArgument(keyword, text)
  if (typeof read === 'string') return { problem: { reply: pathReplies[keyword][read] } }
  const parameters = readParameters(read.rest, known)
  if ('problem' in parameters) {
    const { problem, parameter } = parameters
    return { problem: { reply: parameterReplies[problem], words: { parameter } } }
  }
  const path = read.path && atHome(read.path, standing.ownAddress, host.engine.policy)
  return { argument: { ...read, path, parameters } }
}

const parameterReplies: Readonly<Record<ParameterProblem['problem'], ReplyName>> = {
  unknown: 'unknownParameter',
  malformed: 'badParameter',
  twice: 'parameterTwice',
}

const pathReplies: Readonly<Record<'FROM' | 'TO', Record<PathProblem, ReplyName>>> = {
  FROM: { syntax: 'badSyntax', address: 'badSenderAddress', 'not-ascii': 'addressNotAscii' },
  TO: { syntax: 'badSyntax', address: 'badRecipientAddress', 'not-ascii': 'addressNotAscii' },
}
