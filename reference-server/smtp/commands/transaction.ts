import type { Decision } from '../../policy/decision.ts'
import type { Path } from '../../policy/facts.ts'
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
import {
  factsOf,
  largestTaken,
  offersAuth,
  type Answer,
  type Session,
  type SmtpState,
  type StateAt,
} from '../session.ts'

// RFC 5321 §3.3, §4.1.1.2 to §4.1.1.4.

const mailParameters: KnownParameters = { SIZE: /^\d{1,20}$/, BODY: /^(?:7BIT|8BITMIME)$/i }
// RFC 4954 §5: must be accepted where AUTH is offered; it has no effect.
const mailParametersAndAuth: KnownParameters = { ...mailParameters, AUTH: /./ }
const noParameters: KnownParameters = {}

/** MAIL: begins a mail transaction. */
export const mail = command({
  verb: 'MAIL',
  during: ['greeted'],
  syntax: 'MAIL FROM:<reverse-path>',
  read: (argument, session) =>
    readWithParameters(
      'FROM',
      argument,
      session,
      offersAuth(session) ? mailParametersAndAuth : mailParameters,
    ),
  answer: ({ path, parameters }, session) => {
    const { host } = session
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
  read: (argument, session) => readWithParameters('TO', argument, session, noParameters),
  answer: ({ path }, session, state) => {
    const { host } = session
    if (path === null || (path.domain === '' && path.localPart.toLowerCase() !== 'postmaster')) {
      return { reply: host.replies('badRecipientAddress') }
    }
    const { reversePath } = state
    const others = state.at === 'rcpt' ? state.forwardPaths.length : 0
    const facts = { ...factsOf(session), reversePath, forwardPath: path, others }
    return onceThere<Decision, Answer>(host.engine.decide('rcpt', facts), (decision) => {
      const joined: SmtpState = { at: 'rcpt', reversePath, forwardPaths: withRecipient(state, path) }
      const joins = host.ask['recipient.joins']({ permitted: decision.permits, others })
      if (!decision.permits) return { ...denied(decision, host), ...(joins && { state: joined }) }
      if (!host.space.has(0)) return { reply: host.replies('noSpace') }
      if (others >= maxRecipients) return { reply: host.replies('tooManyRecipients') }
      return { reply: host.replies('recipientOk'), state: joined }
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

const withRecipient = (state: StateAt<'mail' | 'rcpt'>, path: Path): readonly [Path, ...Path[]] =>
  state.at === 'rcpt' ? [...state.forwardPaths, path] : [path]

/** RFC 5321 §4.5.3.1.8: at least 100 must be accepted. */
const maxRecipients = 1000

type Argument = Pick<PathArgument, 'path'> & { readonly parameters: Parameters }

function readWithParameters(
  keyword: 'FROM' | 'TO',
  text: string,
  { host, standing }: Session,
  known: KnownParameters,
): Read<Argument> {
  const read = readPathArgument(keyword, text, host.ask['path.meant'])
  if (typeof read === 'string') return { problem: { reply: pathReplies[keyword][read] } }
  const parameters = readParameters(read.rest, known)
  if ('problem' in parameters) {
    const { problem, parameter } = parameters
    return { problem: { reply: parameterReplies[problem], words: { parameter } } }
  }
  const path = read.path && atHome(read.path, standing.ownAddress, host.engine.policy)
  return { argument: { path, parameters } }
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
