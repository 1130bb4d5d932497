import type { Manners } from '#clients'
import type { LoginForm } from './disturbance.ts'

/** Manners of clients that log in by these forms wherever the story names none and the server offers them. */
export const loginManners = ({ pop3, imap, smtp }: LoginForm): Manners => ({
  ...(pop3 && {
    pop3Login: async (session, said, goes) => {
      if (isFixed(said)) return goes(said)
      const offered =
        pop3 === 'USER' || pop3 === 'APOP'
          ? pop3 === 'USER' || /<[^<>]+>/.test(session.greeting.said)
          : (await session.asksCapabilities()).capabilities.get('SASL')?.includes(pop3)
      return goes(offered ? { ...said, by: pop3 } : said)
    },
  }),
  ...(imap && {
    imapLogin: async (session, said, goes) => {
      if (isFixed(said)) return goes(said)
      const { capabilities } = await session.asksCapabilities()
      return goes(capabilities.get('AUTH')?.includes(imap) ? { ...said, by: imap } : said)
    },
  }),
  ...(smtp && {
    auth: (session, said, goes) => {
      const isOpen = !isFixed(said) && session.capabilities.get('AUTH')?.includes(smtp)
      return goes(isOpen ? { ...said, mechanism: smtp } : said)
    },
  }),
})

/** The story names a form, or asks to act as another, which only PLAIN can say (RFC 4616 §2). */
const isFixed = (said: {
  readonly by?: unknown
  readonly mechanism?: unknown
  readonly actsAs?: unknown
}): boolean => (said.by ?? said.mechanism ?? said.actsAs) !== undefined
