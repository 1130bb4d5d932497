import type { SessionKey } from '../policy/facts.ts'
import { createTurn } from '../surroundings/turn.ts'
import { createAutologout } from './autologout.ts'
import { createMoments } from './moments.ts'
import type { Farewell, Protocol, SessionLine } from './protocol.ts'
import type { MailboxEffect, MailboxSession, MailboxSessionHost } from './session-host.ts'
import { inWrites } from './writes.ts'

/** Opens a session of a protocol for one connection. */
export function createMailboxSession(
  host: MailboxSessionHost,
  speak: (line: SessionLine) => Protocol,
): MailboxSession {
  const session: SessionKey = { startedAt: host.clock.now() }
  const turn = createTurn()
  let busy = false
  let isLeaving = false
  let isGuessing = false
  let secure = host.secure
  /** Says what is new, as long as it takes to find that out. */
  let telling: Promise<void> | undefined
  let isMoreToTell = false

  const note = (event: string, facts: Readonly<Record<string, string>> = {}) =>
    host.log({
      at: host.clock.now(),
      level: 'info',
      event: `${protocol.name}.${event}`,
      facts: { address: host.peerAddress, ...facts },
    })

  const facts = () => ({
    session,
    protocol: protocol.name,
    address: host.peerAddress,
    now: host.clock.now(),
  })

  const moments = createMoments({
    isLogin: (moment) => host.isLogin({ ...moment, protocol: protocol.name, secure }),
    logsIn: async (account) => (await host.engine.decide('login', { ...facts(), account })).permits,
  })

  const say = (octets: Buffer) => {
    if (octets.length > 0) host.say(octets)
  }

  const tell = async (first: Promise<Buffer>) => {
    try {
      for (let unasked: Promise<Buffer> | undefined = first; unasked;) {
        isMoreToTell = false
        const octets = await unasked
        if (protocol.standing() !== 'open') return
        say(octets)
        unasked = isMoreToTell && !busy ? protocol.unasked() : undefined
      }
    } catch (cause) {
      const event = `${protocol.name}.news-failed`
      host.log({ at: host.clock.now(), level: 'error', event, facts: { address: host.peerAddress }, cause })
    } finally {
      telling = undefined
    }
  }

  const sayNews = () => {
    isMoreToTell = true
    if (busy || telling) return
    const unasked = protocol.unasked()
    if (unasked) telling = host.clock.working(tell(unasked))
  }

  const protocol = speak({
    hasNews: sayNews,
    checks: async (sent) => {
      const checked = await host.credentials.check(sent, host.peerAddress)
      // Further input would wait, and a client that left meanwhile would not be noticed.
      if (checked.delayed && !checked.matches) isGuessing = true
      moments.offers(sent, checked.account)
      return checked
    },
    admits: async (account) => {
      if (protocol.standing() === 'closed') return false
      const permits = await moments.admits(account)
      if (permits) note('login', { account })
      return permits
    },
    isLeaving: () => isLeaving,
  })

  const end = () => {
    autologout.stop()
    protocol.end('closed')
  }

  const leave = (why: Farewell) => {
    // In the middle of an answer the last reply would be taken for a part of it.
    if (!busy && protocol.standing() === 'open') say(protocol.farewell(why))
    end()
    host.hangUp()
  }

  const autologout = createAutologout(host.clock, protocol.autologoutAfter, () => {
    note('autologout')
    leave('autologout')
  })

  const greet = (isWelcome: boolean): readonly MailboxEffect[] => {
    if (protocol.standing() === 'closed') return []
    if (!isWelcome) {
      protocol.end('ending')
      return [{ effect: 'write', octets: protocol.farewell('noService') }, { effect: 'close' }]
    }
    autologout.restart()
    return [{ effect: 'write', octets: protocol.greeting() }]
  }

  /** Answers until nothing is left to answer; other sessions get turns in between. */
  async function* answerAll(): AsyncGenerator<Buffer> {
    while (protocol.standing() === 'open') {
      const answer = protocol.answerNext()
      if (!answer) return
      autologout.restart()
      for await (const piece of await answer) {
        if (piece) yield piece
        const isOver = turn.step()
        if (isOver) await host.clock.working(isOver)
        if (protocol.standing() === 'closed') return
      }
      await moments.answered(protocol.standing() === 'ending')
      if ((isLeaving || isGuessing) && protocol.standing() === 'open') {
        yield protocol.farewell(isLeaving ? 'shutDown' : 'failedLogins')
        protocol.end('ending')
      }
    }
  }

  async function* write(): AsyncGenerator<MailboxEffect> {
    for await (const octets of inWrites(answerAll())) {
      if (protocol.standing() === 'closed') return
      yield { effect: 'write', octets }
      // A client that reads a long message slowly is not idle.
      autologout.restart()
    }
  }

  return {
    greeting: () => {
      const decision = host.engine.decide('connect', facts())
      return decision instanceof Promise
        ? host.clock.working(decision).then(({ permits }) => greet(permits))
        : greet(decision.permits)
    },
    async *receive(chunk) {
      // Anything unencrypted before the handshake may be an attacker's: it must never be answered under TLS.
      if (protocol.standing() !== 'open') return
      protocol.push(chunk)
      if (busy) return
      busy = true
      try {
        // What is sent now must not end up in the middle of an answer.
        await telling
        yield* write()
      } finally {
        busy = false
        sayNews()
      }
      if (protocol.standing() === 'securing') yield { effect: 'start-tls' }
      if (protocol.standing() === 'ending') yield { effect: 'close' }
    },
    secured: () => {
      if (protocol.standing() !== 'securing') return
      secure = true
      protocol.secured()
    },
    closed: end,
    shutDown: () => {
      isLeaving = true
      if (!busy) leave('shutDown')
    },
  }
}
