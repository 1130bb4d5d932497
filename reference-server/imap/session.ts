import { createAutologout } from './autologout.ts'
import { capabilitiesOf } from './commands/capability.ts'
import { answerWhole, readingIn, type Answered } from './dispatch.ts'
import { continuation, status } from './responses.ts'
import type { ImapEffect, ImapHost, ImapSession } from './session-host.ts'
import { viewOf, type State, type StateName } from './state.ts'
import { createCommandReader } from './syntax/command-reader.ts'

/** Responses to pipelined commands are gathered up to this, and longer ones cut into pieces of it. */
const writeOctets = 65_536

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
  /** The rest of an answer, made as the client takes it. */
  let answer: Iterator<Buffer> | undefined

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

  /** Gives an answer response by response, with what is new in the mailbox before the last. */
  function* speak({ untagged = [], reply, numbersStay = false, failed }: Answered): Generator<Buffer> {
    try {
      yield* untagged
      if (state.at === 'selected') yield* state.view.news({ mayExpunge: !numbersStay })
    } catch (cause) {
      return yield failed(cause)
    }
    yield reply
  }

  /** Answers until nothing is left to answer, or a write's worth of octets is gathered. */
  const answerSome = async (): Promise<Buffer> => {
    const gathered: Buffer[] = []
    for (let octets = 0; octets < writeOctets;) {
      const response = answer?.next()
      if (response && !response.done) {
        gathered.push(response.value)
        octets += response.value.length
        continue
      }
      answer = undefined
      if (isAt('securing', 'logout', 'closed')) break
      const incoming = reader.next(readingIn(state))
      if (!incoming) break
      autologout.restart()
      if (incoming.is === 'literal-awaited') answer = [continuation('go on')].values()
      else {
        const context = { host, secured, onChange: tellIdler }
        const answered = await host.clock.working(answerWhole(incoming, state, context))
        if (answered.next) enter(answered.next)
        answer = speak(answered)
      }
    }
    return isAt('closed') ? Buffer.alloc(0) : Buffer.concat(gathered)
  }

  async function* answerAll(): AsyncGenerator<ImapEffect> {
    for (let octets = await answerSome(); octets.length > 0; octets = await answerSome()) {
      for (let from = 0; from < octets.length; from += writeOctets) {
        yield { effect: 'write', octets: octets.subarray(from, from + writeOctets) }
        // Someone who reads a long message slowly is not idle.
        autologout.restart()
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
        yield* answerAll()
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
