import { createChallenge } from '../sasl/challenge.ts'
import { createAutologout } from './autologout.ts'
import { answerLine, lineLimit } from './dispatch.ts'
import { reply } from './replies.ts'
import type { Pop3Effect, Pop3Host, Pop3Session } from './session-host.ts'
import type { Outcome, State, StateName } from './state.ts'
import { createLineReader } from './syntax/lines.ts'

/** Replies to pipelined commands are gathered up to this, and longer ones cut into pieces of it. */
const writeOctets = 65_536

/** Opens a session for one connection. */
export function createPop3Session(host: Pop3Host): Pop3Session {
  const lines = createLineReader()
  const autologout = createAutologout(host.clock, () => {
    note('pop3.autologout', {})
    end()
    host.hangUp()
  })
  const challenge = createChallenge(host)
  let state: State = { at: 'authorization' }
  let secured = host.secure
  let busy = false

  const isAt = (...names: readonly StateName[]) => names.includes(state.at)
  const note = (event: string, facts: Readonly<Record<string, string>>) =>
    host.log({
      at: host.clock.now(),
      level: 'info',
      event,
      facts: { address: host.peerAddress, ...facts },
    })

  /** Gives up the maildrop, removing nothing. */
  const end = () => {
    autologout.stop()
    lines.clear()
    if (state.at === 'transaction') state.maildrop.release()
    state = { at: 'closed' }
  }

  /** Takes a state over. It may come too late: a login whose client has gone is none, and frees what it locked. */
  const enter = (next: State) => {
    if (state.at === 'closed') {
      if (next.at === 'transaction') next.maildrop.release()
      return
    }
    const isLogin = state.at !== 'transaction'
    state = next
    if (next.at !== 'transaction' || !isLogin) return
    const { account } = next
    host.onLogin({ protocol: 'pop3', address: host.peerAddress, account, at: host.clock.now() })
    note('pop3.login', { account })
  }

  /** Answers whole lines until none is left, a reply's worth of octets is gathered, or there is nothing to answer. */
  const answerSome = async (): Promise<Buffer> => {
    const replies: Buffer[] = []
    for (let octets = 0; octets < writeOctets && !isAt('securing', 'closing', 'closed');) {
      const line = lines.next(lineLimit(state))
      if (!line) break
      autologout.restart()
      const outcome: Outcome = await host.clock.working(answerLine(line, state, { host, challenge, secured }))
      if (outcome.next) enter(outcome.next)
      replies.push(outcome.reply)
      octets += outcome.reply.length
    }
    if (isAt('closed')) return Buffer.alloc(0)
    const [first, ...others] = replies
    return first && others.length === 0 ? first : Buffer.concat(replies)
  }

  async function* answerAll(): AsyncGenerator<Pop3Effect> {
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
      // RFC 1939 §7: a challenge in the greeting says that APOP is there.
      const name = host.mayLogIn({ secure: secured }) ? 'greeting' : 'greetingWithoutApop'
      return reply(name, { hostname: host.hostname, challenge })
    },
    async *receive(chunk) {
      // Between STLS and the handshake anything in the clear may be an attacker's: it must not be answered under TLS.
      if (isAt('securing', 'closing', 'closed')) return
      lines.push(chunk)
      if (busy) return
      busy = true
      try {
        yield* answerAll()
      } finally {
        busy = false
      }
      if (isAt('securing')) yield { effect: 'start-tls' }
      if (isAt('closing')) yield { effect: 'close' }
    },
    secured: () => {
      if (!isAt('securing')) return
      lines.clear()
      secured = true
      state = { at: 'authorization' }
    },
    closed: end,
  }
}
