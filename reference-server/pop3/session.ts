import { mayLogIn } from '../mailbox-session/context.ts'
import type { Pieces, Protocol, SessionLine, Standing } from '../mailbox-session/protocol.ts'
import type { MailboxSession } from '../mailbox-session/session-host.ts'
import { createMailboxSession } from '../mailbox-session/session.ts'
import { createChallenge } from '../sasl/challenge.ts'
import { answerLine, lineLimit } from './dispatch.ts'
import { reply } from './replies.ts'
import type { Pop3Host, State, StateName } from './state.ts'
import { createLineReader, type Line } from './syntax/lines.ts'

/** Opens a POP3 session for one connection. */
export const createPop3Session = (host: Pop3Host): MailboxSession =>
  createMailboxSession(host, (line) => pop3(host, line))

function pop3(host: Pop3Host, { admits, checks }: SessionLine): Protocol {
  const lines = createLineReader()
  const challenge = createChallenge(host)
  let state: State = { at: 'authorization' }
  let secured = host.secure

  /** Adopts a state. It may come too late: a login whose client has gone does not count, and releases its lock. */
  const enter = (next: State) => {
    if (state.at === 'closed') {
      if (next.at === 'transaction') next.maildrop.release()
      return
    }
    state = next
  }

  const answer = async (came: Line): Promise<Pieces> => {
    const {
      reply: first,
      rest,
      next,
    } = await host.clock.working(answerLine(came, state, { host, challenge, secured, admits, checks }))
    if (next) enter(next)
    return rest ? following(first, rest) : [first]
  }

  return {
    name: 'pop3',
    autologoutAfter: host.ask['pop3.autologout-after'](),
    greeting: () => {
      // RFC 1939 §7: a challenge in the greeting says that APOP is there.
      const name = mayLogIn({ host, secured }) ? 'greeting' : 'greetingWithoutApop'
      const due = reply(name, { hostname: host.hostname, challenge }).toString('latin1')
      return Buffer.from(host.ask['pop3.greeting'](due), 'latin1')
    },
    standing: () => standingOf(state.at),
    push: (chunk) => lines.push(host.ask['pop3.octets-heard'](chunk)),
    answerNext: () => {
      const came = lines.next(lineLimit(state))
      return came && answer(came)
    },
    unasked: () => undefined,
    // RFC 1939 §3 forbids a reply at autologout. At shutdown, the client's next command is answered in advance.
    // RFC 1939 §3: nothing is said to a client that is logged out; who failed has been answered.
    farewell: (why) => (why === 'autologout' || why === 'failedLogins' ? Buffer.alloc(0) : reply(why)),
    secured: () => {
      if (!host.ask['pop3.keeps-clear-text']()) lines.clear()
      secured = true
      state = { at: 'authorization' }
    },
    end: (standing) => {
      lines.clear()
      if (state.at === 'transaction') state.maildrop.release()
      state = { at: standing === 'ending' ? 'closing' : 'closed' }
    },
  }
}

/** A reply and its rest. */
async function* following(first: Buffer, rest: Pieces): AsyncGenerator<Buffer | undefined> {
  yield first
  yield* rest
}

function standingOf(at: StateName): Standing {
  if (at === 'closing') return 'ending'
  return at === 'securing' || at === 'closed' ? at : 'open'
}
