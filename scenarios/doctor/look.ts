import type { Service } from '#evidence'
import {
  isAccepted,
  openImap,
  openPop3,
  openSmtp,
  type Address,
  type Deadlines,
  type ImapSession,
  type Pop3Session,
  type SmtpSession,
} from '#clients'
import { createRecorder } from '../evidence/recorder.ts'
import { isImplicitTls, speaks } from '../evidence/services.ts'

/** What one session shows of a service to somebody who has not logged in. */
export interface Look {
  /** The server's first words. */
  readonly greeting: string
  /** The name it gives itself, where it gives one. */
  readonly hostname?: string
  /** Whether it offers to go over to TLS. */
  readonly offersTls: boolean
  /** The mechanisms it offers, over TLS where that was to be had. */
  readonly mechanisms: readonly string[]
}

export interface LookOptions {
  /** Goes over to TLS where it is offered; on unless said otherwise. */
  readonly startsTls?: boolean
  readonly deadlines?: Partial<Deadlines>
}

/** Why a service cannot be looked at. */
export interface Blocked {
  readonly blocked: string
}

/** Tells whether it is blocked by a certificate that was not accepted. */
export const isAboutCertificate = (blocked: string): boolean => blocked.includes('has a certificate')

const clientName = 'mailspec.client.test'

/** Opens one session with a service, asks what it can do and leaves. */
export async function lookAt(
  service: Service,
  address: Address,
  { startsTls = true, deadlines = {} }: LookOptions = {},
): Promise<Look | Blocked> {
  const tap = createRecorder(() => Date.now()).opens({ client: 'look', service, source: 'here' })
  const options = { now: () => Date.now(), deadlines }
  // STARTTLS needs settings of its own, lest the address ask for TLS at once.
  const mode = address.tls ?? (isImplicitTls(service) ? { mode: 'implicit' as const } : undefined)
  const where = mode ? { ...address, tls: mode } : address
  if (speaks(service, 'pop3')) return lookAtPop3(await openPop3(where, tap, options), startsTls)
  if (speaks(service, 'imap')) return lookAtImap(await openImap(where, tap, options), startsTls)
  return lookAtSmtp(await openSmtp(where, tap, options), startsTls)
}

async function lookAtSmtp(session: SmtpSession, startsTls: boolean): Promise<Look | Blocked> {
  const { greeting } = session
  if (greeting.lost) return { blocked: greeting.why }
  const words = wordsOf(greeting.reply)
  if (!isAccepted(greeting)) {
    await session.ends()
    return { blocked: `its greeting is a refusal: ${words}` }
  }
  const greeted = await session.greets(clientName)
  if (!isAccepted(greeted)) {
    await session.ends()
    return { blocked: `it refuses EHLO: ${greeted.lost ? greeted.why : wordsOf(greeted.reply)}` }
  }
  const offersTls = session.capabilities.has('STARTTLS')
  if (offersTls && startsTls) {
    const started = await session.startsTls()
    if (!isAccepted(started))
      return { blocked: `STARTTLS: ${started.lost ? started.why : wordsOf(started.reply)}` }
    await session.greets(clientName)
  }
  const mechanisms = session.capabilities.get('AUTH') ?? []
  await session.quits()
  return { greeting: words, ...nameIn(greeting.reply.text[0] ?? ''), offersTls, mechanisms }
}

async function lookAtPop3(session: Pop3Session, startsTls: boolean): Promise<Look | Blocked> {
  const { greeting } = session
  if (!greeting.ok) {
    await session.ends()
    return { blocked: greeting.lost ? greeting.said : `its greeting is a refusal: ${greeting.said}` }
  }
  const asked = await session.asksCapabilities()
  if (asked.lost) return { blocked: asked.said }
  let { capabilities } = asked
  const offersTls = capabilities.has('STLS')
  if (offersTls && startsTls) {
    const started = await session.startsTls()
    if (!started.ok) return { blocked: `STLS: ${started.said}` }
    capabilities = (await session.asksCapabilities()).capabilities
  }
  const mechanisms = [...(capabilities.has('USER') ? ['USER'] : []), ...(capabilities.get('SASL') ?? [])]
  await session.quits()
  return { greeting: greeting.said, ...nameIn(greeting.said), offersTls, mechanisms }
}

async function lookAtImap(session: ImapSession, startsTls: boolean): Promise<Look | Blocked> {
  const { greeting } = session
  if (greeting.status !== 'OK') {
    await session.ends()
    return { blocked: greeting.lost ? greeting.said : `its greeting is a refusal: ${greeting.said}` }
  }
  const asked = await session.asksCapabilities()
  if (asked.lost) return { blocked: asked.said }
  let { capabilities } = asked
  const offersTls = capabilities.has('STARTTLS')
  if (offersTls && startsTls) {
    const started = await session.startsTls()
    if (started.status !== 'OK') return { blocked: `STARTTLS: ${started.said}` }
    capabilities = (await session.asksCapabilities()).capabilities
  }
  const login = capabilities.has('LOGINDISABLED') ? [] : ['LOGIN']
  const mechanisms = [...new Set([...login, ...(capabilities.get('AUTH') ?? [])])]
  await session.quits()
  return { greeting: greeting.said, ...nameIn(greeting.said), offersTls, mechanisms }
}

const wordsOf = ({ code, text }: { readonly code: number; readonly text: readonly string[] }): string =>
  [code, ...text].join(' ')

/** The first word that looks like a host's name. */
const nameIn = (words: string): { readonly hostname?: string } => {
  const found = /(?<![\w.@-])(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?![\w@-])/i.exec(words)?.[0]
  return found === undefined ? {} : { hostname: found }
}
