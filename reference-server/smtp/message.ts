import type { Envelope, MailItem, SmtpOrigin } from '../message/mail-item.ts'
import { denied } from './command.ts'
import type { MessageFlaw, ReadMessage } from './message-reader.ts'
import type { ReplyName } from './replies.ts'
import { factsOf, largestTaken, type Answer, type Session } from './session.ts'

/** Takes a complete message into the server's care, or says why not. */
export async function takeMessage(message: ReadMessage, session: Session): Promise<Answer> {
  const { host, state } = session
  const { replies } = host
  if (message.flaw) {
    return { reply: replies(flawReplies[message.flaw], { octets: String(largestTaken(host)) }) }
  }
  if (state.at !== 'rcpt') return { reply: replies('recipientFirst') }

  const { reversePath, forwardPaths } = state
  const facts = { ...factsOf(session), reversePath, recipients: forwardPaths.length }
  const decided = host.engine.decide('message', facts)
  const decision = decided instanceof Promise ? await decided : decided
  if (!decision.permits) return denied(decision, host)

  const examining = host.examine(itemOf(message, session, { reversePath, forwardPaths }))
  const examined = examining instanceof Promise ? await examining : examining
  if (!examined.permits) return denied(examined, host)

  const { item } = examined
  const problem = await host.accept(item)
  return { reply: problem ? replies('noSpace') : replies('messageAccepted', { id: item.id }) }
}

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
