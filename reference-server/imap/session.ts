import { inWrites } from '../mailbox-session/writes.ts'
import { createTurn } from '../surroundings/turn.ts'
import { createAutologout } from './autologout.ts'
import { capabilitiesOf } from './commands/capability.ts'
import { answerWhole, readingIn, type Answered } from './dispatch.ts'
import { continuation, status } from './responses.ts'
import type { ImapHost, ImapSession } from './session-host.ts'
import { viewOf, type State, type StateName } from './state.ts'
import { createCommandReader, type Incoming } from './syntax/command-reader.ts'

const nothing = Buffer.alloc(0)

/** Opens a session for one connection. */
export function createImapSession(host: ImapHost): ImapSession {
  const reader = createCommandReader()
  const autologout = createAutologout(host.clock, () => {
    note('imap.autologout', {})
    // In the middle of an answer BYE would be taken for a part of it.
    if (!busy) host.say(status('autologout'))
    end()
    host.hangUp()
  })
  let state: State = { at: 'notAuthenticated' }
  let secured = host.secure
  let busy = false
  const turn = createTurn()

  const isAt = (...names: readonly StateName[]) => names.includes(state.at)
  const note = (event: string, facts: Readonly<Record<string, string>>) =>
    host.log({ at: host.clock.now(), level: 'info', event, facts: { address: host.peerAddress, ...facts } })

  const end = () => {
    autologout.stop()
    reader.clear()
    viewOf(state)?.close()
    state = { at: 'closed' }
  }

  /** Takes a state over. It may come too late: a login whose client has gone is none. */
  const enter = (next: State) => {
    if (state.at === 'closed') return viewOf(next)?.close()
    const [before, now] = [viewOf(state), viewOf(next)]
    if (before !== now) before?.close()
    const isLogin = isAt('notAuthenticated', 'exchange')
    state = next
    if (next.at !== 'authenticated' || !isLogin) return
    const { account } = next
    host.onLogin({ protocol: 'imap', address: host.peerAddress, account, at: host.clock.now() })
    note('imap.login', { account })
  }

  /** Tells a client in IDLE what became of its mailbox. */
  const tellIdler = () => {
    if (busy || state.at !== 'idle') return
    const news = viewOf(state)?.news({ mayExpunge: true }) ?? []
    if (news.length > 0) host.say(Buffer.concat(news))
  }

  /** Gives an answer piece by piece, with what is new in the mailbox before the last; none says nothing. */
  function* speak({ untagged = [], reply, numbersStay = false, failed }: Answered): Generator<Buffer> {
    try {
      for (const response of untagged) {
        if (Buffer.isBuffer(response)) yield response
        else yield* response.length > 0 ? response : [nothing]
      }
      if (state.at === 'selected') yield* state.view.news({ mayExpunge: !numbersStay })
    } catch (cause) {
      return yield failed(cause)
    }
    yield reply
  }

  const answer = async (incoming: Incoming): Promise<Iterable<Buffer>> => {
    if (incoming.is === 'literal-awaited') return [continuation('go on')]
    const context = { host, secured, onChange: tellIdler }
    const answered = await host.clock.working(answerWhole(incoming, state, context))
    if (answered.next) enter(answered.next)
    return speak(answered)
  }

  /** Answers until nothing is left to answer; other sessions have their turns in between. */
  async function* answerAll(): AsyncGenerator<Buffer> {
    while (!isAt('securing', 'logout', 'closed')) {
      const incoming = reader.next(readingIn(state))
      if (!incoming) return
      autologout.restart()
      for (const piece of await answer(incoming)) {
        yield piece
        const isOver = turn.step()
        if (isOver) await host.clock.working(isOver)
        if (isAt('closed')) return
      }
    }
  }

  return {
    greeting: () => {
      autologout.restart()
      const capabilities = capabilitiesOf(state, { host, secured }).join(' ')
      return status('greeting', { hostname: host.hostname, capabilities })
    },
    async *receive(chunk) {
      // Between STARTTLS and the handshake anything in the clear may be an attacker's: never answer it under TLS.
      if (isAt('securing', 'logout', 'closed')) return
      reader.push(chunk)
      if (busy) return
      busy = true
      try {
        for await (const octets of inWrites(answerAll())) {
          if (isAt('closed')) return
          yield { effect: 'write', octets }
          // Someone who reads a long message slowly is not idle.
          autologout.restart()
        }
      } finally {
        busy = false
        tellIdler()
      }
      if (isAt('securing')) yield { effect: 'start-tls' }
      if (isAt('logout')) yield { effect: 'close' }
    },
    secured: () => {
      if (!isAt('securing')) return
      reader.clear()
      secured = true
      state = { at: 'notAuthenticated' }
    },
    closed: end,
  }
}
