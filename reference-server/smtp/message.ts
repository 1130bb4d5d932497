import type { Examined } from '../content/content.ts'
import type { Envelope, MailItem, SmtpOrigin } from '../message/mail-item.ts'
import type { Decision } from '../policy/decision.ts'
import { onceThere } from '../policy/once-there.ts'
import type { Problem } from '../store/problem.ts'
import { denied } from './command.ts'
import type { MessageFlaw, ReadMessage } from './message-reader.ts'
import type { ReplyName } from './replies.ts'
import { factsOf, largestTaken, type Answer, type Session, type SmtpHost } from './session.ts'

/** Takes a complete message into the server's care, or says why not. */
export function takeMessage(message: ReadMessage, session: Session): Answer | Promise<Answer> {
  const { host, state } = session
  const { replies } = host
  if (message.flaw) {
    return { reply: replies(flawReplies[message.flaw], { octets: String(largestTaken(host)) }) }
  }
  if (state.at !== 'rcpt') return { reply: replies('recipientFirst') }

  const { reversePath, forwardPaths } = state
  const facts = { ...factsOf(session), reversePath, recipients: forwardPaths.length }
  return onceThere<Decision, Answer>(host.engine.decide('message', facts), (decision) =>
    decision.permits
      ? examine(itemOf(message, session, { reversePath, forwardPaths }), host)
      : denied(decision, host),
  )
}

const examine = (item: MailItem, host: SmtpHost): Answer | Promise<Answer> =>
  onceThere<Examined, Answer>(host.examine(item), (examined) =>
    examined.permits ? accept(examined.item, host) : denied(examined, host),
  )

const accept = (item: MailItem, host: SmtpHost): Answer | Promise<Answer> =>
  onceThere<Problem | undefined, Answer>(host.accept(item), (problem) => ({
    reply: problem ? host.replies('noSpace') : host.replies('messageAccepted', { id: item.id }),
  }))

function itemOf({ pieces }: ReadMessage, session: Session, envelope: Envelope): MailItem {
  const { ask, clock, hostname, random } = session.host
  const acceptedAt = clock.now()
  const id = random(9).toString('base64url')
  const origin = originOf(session)
  const trace = Buffer.from(ask['message.received-field'](origin, { hostname, id, at: acceptedAt }))
  const message = {
    octets: Buffer.concat([trace, ...ask['message.kept'](pieces)]),
    traceOctets: trace.length,
  }
  return { id, origin, envelope, message, acceptedAt, marks: {} }
}

const originOf = ({ host, standing }: Session): SmtpOrigin => ({
  door: 'smtp',
  port: host.port,
  address: standing.address,
  secure: standing.secure,
  hello: standing.hello,
  account: standing.account,
})

const flawReplies: Readonly<Record<MessageFlaw, ReplyName>> = {
  'too-large': 'messageTooLarge',
  'bare-line-feed': 'messageWithBareLineFeed',
  nul: 'messageWithNul',
  'no-room': 'noRoom',
}
