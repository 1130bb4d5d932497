import type { Pieces, Protocol, SessionLine, Standing } from '../mailbox-session/protocol.ts'
import type { MailboxSession } from '../mailbox-session/session-host.ts'
import { createMailboxSession } from '../mailbox-session/session.ts'
import { capabilitiesOf } from './commands/capability.ts'
import { brought } from './commands/table.ts'
import { answerWhole, readingIn, type Answered } from './dispatch.ts'
import { newsOf } from './news.ts'
import { continuation, status } from './responses.ts'
import { selectedIn, viewOf, type ImapHost, type State, type StateName } from './state.ts'
import { createCommandReader, type Incoming } from './syntax/command-reader.ts'

/** Opens an IMAP session for one connection. */
export const createImapSession = (host: ImapHost): MailboxSession =>
  createMailboxSession(host, (line) => imap(host, line))

function imap(host: ImapHost, { hasNews, isLeaving, admits, checks }: SessionLine): Protocol {
  const reader = createCommandReader()
  let state: State = { at: 'notAuthenticated' }
  let secured = host.secure

  /** Adopts a state. It may come too late: a login whose client has gone does not count. */
  const enter = (next: State) => {
    if (state.at === 'closed') return viewOf(next)?.close()
    const [before, now] = [viewOf(state), viewOf(next)]
    if (before !== now) before?.close()
    state = next
  }

  /** Gives an answer piece by piece, with what is new in the mailbox before the last. */
  async function* speak({
    untagged = [],
    reply,
    numbersStay = false,
    failed,
  }: Answered): AsyncGenerator<Buffer | undefined> {
    let isWithin = false
    try {
      for await (const response of untagged) {
        if (isLeaving()) return
        if (response === undefined || Buffer.isBuffer(response)) yield response
        else {
          isWithin = true
          for (const piece of response) yield* Buffer.isBuffer(piece) ? [piece] : piece
          isWithin = false
        }
      }
      if (state.at === 'selected') yield* await newsOf(state, { mayExpunge: !numbersStay })
    } catch (cause) {
      const said = failed(cause)
      // Within a response it would be taken for a part of it: there is nothing left to say.
      if (isWithin) return protocol.end('ending')
      return yield said
    }
    yield typeof reply === 'function' ? reply() : reply
  }

  const answer = async (incoming: Incoming): Promise<Pieces> => {
    if (incoming.is === 'literal-awaited') return [continuation('go on')]
    const context = { host, secured, admits, checks, brought, onChange: hasNews }
    const answered = await host.clock.working(answerWhole(incoming, state, context))
    if (answered.next) enter(answered.next)
    return speak(answered)
  }

  const protocol: Protocol = {
    name: 'imap',
    // Thirty minutes at least, IDLE included, says RFC 3501 §5.4.
    autologoutAfter: 30 * 60_000,
    greeting: () => {
      const capabilities = capabilitiesOf(state, { host, secured, brought }).join(' ')
      return status('greeting', { hostname: host.hostname, capabilities })
    },
    standing: () => standingOf(state.at),
    push: (chunk) => reader.push(chunk),
    answerNext: () => {
      const incoming = reader.next(readingIn(state))
      return incoming && answer(incoming)
    },
    // A client in IDLE is told at once about changes in its mailbox.
    unasked: () => {
      const selected = state.at === 'idle' ? selectedIn(state) : undefined
      return selected && newsOf(selected, { mayExpunge: true }).then((news) => Buffer.concat(news))
    },
    farewell: (why) => status(why),
    secured: () => {
      reader.clear()
      secured = true
      state = { at: 'notAuthenticated' }
    },
    end: (standing) => {
      reader.clear()
      viewOf(state)?.close()
      state = { at: standing === 'ending' ? 'logout' : 'closed' }
    },
  }
  return protocol
}

function standingOf(at: StateName): Standing {
  if (at === 'logout') return 'ending'
  return at === 'securing' || at === 'closed' ? at : 'open'
}
