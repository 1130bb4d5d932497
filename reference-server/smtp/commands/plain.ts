import { anyArgument, command, noArgument } from '../command.ts'
import { offersAuth, offersStartTls, type Session, type SmtpState } from '../session.ts'

// RFC 5321 §4.1.1.6 to §4.1.1.10; STARTTLS: RFC 3207.
const wherever: readonly SmtpState['at'][] = ['connected', 'greeted', 'mail', 'rcpt']

/** NOOP: nothing, with or without an argument. */
export const noop = command({
  verb: 'NOOP',
  during: wherever,
  syntax: 'NOOP',
  read: anyArgument,
  answer: (_, { host }) => ({ reply: host.replies('ok') }),
})

/** QUIT: ends the session. */
export const quit = command({
  verb: 'QUIT',
  during: wherever,
  syntax: 'QUIT',
  read: noArgument,
  answer: (_, { host }) => ({ reply: host.replies('goodbye', { hostname: host.hostname }), after: 'close' }),
})

/** HELP: lists the commands of this session, whatever the argument. */
export const help = command({
  verb: 'HELP',
  during: wherever,
  syntax: 'HELP [command]',
  read: anyArgument,
  answer: (_, session) => ({ reply: session.host.replies('help', { commands: offered(session).join(' ') }) }),
})

const always = ['HELO', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'RSET', 'NOOP', 'VRFY', 'HELP', 'QUIT']

const offered = (session: Session): readonly string[] => [
  ...always,
  ...(offersStartTls(session) ? ['STARTTLS'] : []),
  ...(offersAuth(session) ? ['AUTH'] : []),
]

/** VRFY: tells nobody who has a mailbox (RFC 5321 §7.3). */
export const vrfy = command({
  verb: 'VRFY',
  during: wherever,
  syntax: 'VRFY address',
  read: (argument) => (argument === '' ? { problem: { reply: 'badArgument' } } : { argument }),
  answer: (_, { host }) => ({ reply: host.replies('cannotVerify') }),
})

/** EXPN: lists are not shown. */
export const expn = command({
  verb: 'EXPN',
  during: wherever,
  syntax: 'EXPN list',
  read: anyArgument,
  answer: (_, { host }) => ({ reply: host.replies('notImplemented') }),
})

/** STARTTLS: everything the client said before is forgotten; what the server observed about it is not. */
export const starttls = command({
  verb: 'STARTTLS',
  during: ['connected', 'greeted'],
  syntax: 'STARTTLS',
  read: (argument, { host, standing }) => {
    if (!host.ask['tls.may-begin'](standing)) return { problem: { reply: 'tlsTwice' } }
    return host.startTls ? noArgument(argument) : { problem: { reply: 'notImplemented' } }
  },
  answer: (_, { host }) => ({
    reply: host.replies('tlsReady'),
    state: { at: 'connected' },
    standing: { secure: true, hello: undefined, account: undefined },
    after: 'start-tls',
  }),
})
