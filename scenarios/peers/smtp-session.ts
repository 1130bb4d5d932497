import { keptOf } from '../evidence/bounds.ts'
import type { Receipt, SmtpCommand } from '../evidence/evidence.ts'
import type { PeerCommand, PeerSpec } from '../evidence/peers.ts'
import { isClosingDot, unstuffed } from '../clients/dot-stuffing.ts'
import { createAuth, type Auth } from './auth.ts'
import type { Behaviours } from './behaviours.ts'
import { pathOf, replies, usualExtensions } from './smtp-words.ts'

/** What one session needs of its peer. */
export interface SessionHost {
  /** As it greets: `smarthost.test`. */
  readonly name: string
  readonly spec: PeerSpec
  readonly behaviours: Behaviours
  /** Whether it can keep another message. */
  hasRoom(): boolean
  receives(mail: Omit<Receipt, 'at'>): void
  hears(command: Omit<PeerCommand, 'session'>): void
  /** Told of a password before anything of it is written down. */
  masks(password: string): void
}

/** What comes of a line: octets to send back (latin1) after a delay in the story's milliseconds, and what then. */
export interface Reaction {
  readonly reply: string
  readonly delay: number
  readonly next: 'listens' | 'closes' | 'drops' | 'starts-tls'
}

type State =
  | { readonly at: 'ready' }
  | { readonly at: 'auth'; readonly auth: Auth }
  | { readonly at: 'mail'; readonly reversePath: string; readonly forwardPaths: readonly string[] }
  | { readonly at: 'message'; readonly message: Incoming }

/** A message while it comes. */
interface Incoming {
  readonly reversePath: string
  readonly forwardPaths: readonly string[]
  readonly lines: string[]
  kept: number
  leftOut: number
  previous?: string
}

/** A command with what it names, the words of consent, and what consent leads to. */
interface Asked {
  readonly at: SmtpCommand | `X${string}`
  readonly of?: string | undefined
  readonly consent: string
  readonly agreed?: () => void
  /** What follows the consent. */
  readonly next?: 'starts-tls'
}

/** One SMTP session of a peer, line by line. */
export function openSmtpSession(host: SessionHost) {
  const { name, spec, behaviours } = host
  let state: State = { at: 'ready' }
  let withinTls = spec.tls === 'implicit'
  let isAuthenticated = false

  const answers = ({ at, of, consent, agreed, next }: Asked): Reaction => {
    const { saying = consent, drops, delay } = behaviours.at(at, of)
    const code = drops ? undefined : Number(saying.slice(0, 3))
    const consents = !drops && /^[23]/.test(saying)
    if (consents) agreed?.()
    if (isSmtpCommand(at))
      host.hears({ at, withinTls, ...(of !== undefined && { of }), ...(code !== undefined && { code }) })
    if (drops) return { reply: '', delay, next: 'drops' }
    const closes = code === 221 || code === 421 || (at === 'CONNECT' && !consents)
    return { reply: `${saying}\r\n`, delay, next: closes ? 'closes' : consents && next ? next : 'listens' }
  }
  /** A reply that no behaviour stands against. */
  const objects = (at: SmtpCommand, reply: string, of?: string): Reaction => {
    host.hears({ at, withinTls, ...(of !== undefined && { of }), code: Number(reply.slice(0, 3)) })
    return { reply: `${reply}\r\n`, delay: 0, next: 'listens' }
  }
  const resets = () => void (state = { at: 'ready' })

  const isKnown = () => void (isAuthenticated = true)

  const authenticates = (auth: Auth): Reaction => {
    if (auth.asks !== undefined) {
      state = { at: 'auth', auth }
      return { reply: `334 ${auth.asks}\r\n`, delay: 0, next: 'listens' }
    }
    resets()
    if (auth.user === undefined) return objects('AUTH', replies.noCredentials)
    if (auth.password !== undefined) host.masks(auth.password)
    return answers({ at: 'AUTH', of: auth.user, consent: '235 2.7.0 welcome', agreed: isKnown })
  }

  const mail = (command: string): Reaction => {
    const reversePath = pathOf(command, /^MAIL FROM:\s*/i)
    if (reversePath === undefined) return objects('MAIL', replies.noReversePath)
    if (spec.tls === 'required' && !withinTls) return objects('MAIL', replies.tlsFirst, reversePath)
    if (spec.auth === 'required' && !isAuthenticated) return objects('MAIL', replies.authFirst, reversePath)
    if (state.at === 'mail') return objects('MAIL', replies.oneReversePath, reversePath)
    const agreed = () => void (state = { at: 'mail', reversePath, forwardPaths: [] })
    return answers({ at: 'MAIL', of: reversePath, consent: '250 2.1.0 ok', agreed })
  }

  const rcpt = (command: string): Reaction => {
    const path = pathOf(command, /^RCPT TO:\s*/i)
    if (path === undefined) return objects('RCPT', replies.noForwardPath)
    if (state.at !== 'mail') return objects('RCPT', replies.mailFirst, path)
    const current = state
    const agreed = () => void (state = { ...current, forwardPaths: [...current.forwardPaths, path] })
    return answers({ at: 'RCPT', of: path, consent: '250 2.1.5 ok', agreed })
  }

  const data = (): Reaction => {
    if (state.at !== 'mail' || state.forwardPaths.length === 0) return objects('DATA', replies.rcptFirst)
    if (!host.hasRoom()) return objects('DATA', replies.noRoom)
    const { reversePath, forwardPaths } = state
    const message = { reversePath, forwardPaths, lines: [], kept: 0, leftOut: 0 }
    return answers({
      at: 'DATA',
      consent: '354 go ahead',
      agreed: () => void (state = { at: 'message', message }),
    })
  }

  const startTls = (): Reaction => {
    if (withinTls || (spec.tls !== 'offered' && spec.tls !== 'required'))
      return objects('STARTTLS', replies.notKnown)
    return answers({ at: 'STARTTLS', consent: '220 2.0.0 go ahead', next: 'starts-tls' })
  }

  const extensions = (): readonly string[] => [
    ...(spec.offers ?? usualExtensions),
    ...(!withinTls && (spec.tls === 'offered' || spec.tls === 'required') ? ['STARTTLS'] : []),
    ...(spec.auth ? ['AUTH PLAIN LOGIN'] : []),
  ]

  const obeys = (command: string): Reaction => {
    const verb = command.split(/[\s:]/, 1)[0]?.toUpperCase() ?? ''
    const argument = command.slice(verb.length).trim()
    switch (verb) {
      case 'HELO':
        return answers({ at: 'HELO', of: argument, consent: `250 ${name}`, agreed: resets })
      case 'EHLO':
        return answers({ at: 'HELO', of: argument, consent: ehloReply(name, extensions()), agreed: resets })
      case 'STARTTLS':
        return startTls()
      case 'AUTH':
        return spec.auth ? authenticates(createAuth(argument)) : objects('AUTH', replies.notKnown)
      case 'MAIL':
        return mail(command)
      case 'RCPT':
        return rcpt(command)
      case 'DATA':
        return data()
      case 'QUIT':
        return answers({ at: 'QUIT', consent: '221 2.0.0 bye' })
      case 'RSET':
        resets()
        return { reply: '250 2.0.0 ok\r\n', delay: 0, next: 'listens' }
      case 'NOOP':
        return { reply: '250 2.0.0 ok\r\n', delay: 0, next: 'listens' }
      default:
        return answers({ at: `X${verb.replace(/^X/, '')}`, consent: replies.unknown })
    }
  }

  const gathers = (incoming: Incoming, line: string): Reaction => {
    if (!isClosingDot(line, incoming.previous)) {
      const text = unstuffed(line, incoming.previous)
      const kept = text.slice(0, keptOf.messageOctets - incoming.kept)
      if (kept !== '') incoming.lines.push(kept)
      incoming.kept += kept.length
      incoming.leftOut += text.length - kept.length
      incoming.previous = line
      return { reply: '', delay: 0, next: 'listens' }
    }
    resets()
    const { reversePath, forwardPaths, lines, leftOut } = incoming
    const receipt = { reversePath, forwardPaths, message: lines.join(''), ...(leftOut > 0 && { leftOut }) }
    return answers({ at: 'MESSAGE', consent: '250 2.0.0 kept', agreed: () => host.receives(receipt) })
  }

  return {
    greets: (): Reaction => answers({ at: 'CONNECT', consent: `220 ${name} ESMTP` }),
    takes(line: string): Reaction {
      if (state.at === 'message') return gathers(state.message, line)
      const command = line.replace(/\r?\n$/, '')
      return state.at === 'auth' ? authenticates(state.auth.hears(command)) : obeys(command)
    },
    /** TLS has begun: what was said before does not count. */
    isSecured(): void {
      withinTls = true
      isAuthenticated = false
      resets()
    },
  }
}

const ehloReply = (name: string, extensions: readonly string[]): string =>
  [name, ...extensions]
    .map((line, index) => `250${index === extensions.length ? ' ' : '-'}${line}`)
    .join('\r\n')

const isSmtpCommand = (at: Asked['at']): at is SmtpCommand => !at.startsWith('X')
