import { denied } from './command.ts'
import type { MessageFlaw, ReadMessage } from './message-reader.ts'
import { receivedField } from './received.ts'
import type { ReplyName } from './replies.ts'
import { factsOf, type Answer, type Session } from './session.ts'

/** Takes a complete message into the server's care, or says why not. The mail transaction ends either way. */
export async function takeMessage(message: ReadMessage, session: Session): Promise<Answer> {
  const { host, state } = session
  const { replies, maxMessageOctets } = host
  const over = { state: { at: 'greeted' } } as const
  if (message.flaw) {
    return { reply: replies(flawReplies[message.flaw], { octets: String(maxMessageOctets) }), ...over }
  }
  if (state.at !== 'rcpt') return { reply: replies('recipientFirst'), ...over }

  const { reversePath, forwardPaths } = state
  const facts = { ...factsOf(session), reversePath, recipients: forwardPaths.length }
  const decision = await host.engine.decide('message', facts)
  if (!decision.permits) return { ...denied(decision, host), ...over }

  const acceptedAt = host.clock.now()
  const id = host.random(9).toString('base64url')
  const problem = await host.accept({
    id,
    reversePath,
    forwardPaths,
    octets: Buffer.concat([Buffer.from(receivedField(session, id, acceptedAt)), ...message.pieces]),
    acceptedAt,
  })
  return { reply: problem ? replies('noSpace') : replies('messageAccepted', { id }), ...over }
}

const flawReplies: Readonly<Record<MessageFlaw, ReplyName>> = {
  'too-large': 'messageTooLarge',
  'bare-line-feed': 'messageWithBareLineFeed',
  nul: 'messageWithNul',
  'no-room': 'noRoom',
}
