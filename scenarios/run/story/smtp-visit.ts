import type { Attempt } from '#evidence'
import type { Message, Via } from '#dsl'
import { approaches, buildMessage, openSmtp, sends, type SmtpSession } from '#clients'
import {
  envelopeInItsNames,
  inItsNames,
  offersLogin,
  reaches,
  sessionOptions,
  storyToken,
  type RoleParts,
} from './reach.ts'

/** Opens an SMTP session, does one thing in it and quits, unless something before that was already refused. */
export async function visits(
  parts: RoleParts,
  { via = 'mx', as: account, helo = `${parts.role}.client.test` }: Via,
  act: (session: SmtpSession) => Promise<Attempt>,
): Promise<[Attempt, string]> {
  const { address, tap, startsTls } = await reaches(parts, via)
  const session = await openSmtp(address, tap, sessionOptions(parts))
  const credentials = account && parts.secretOf(account)
  const barred = await approaches(session, {
    name: inItsNames(parts, helo),
    startsTls,
    ...(credentials && { credentials }),
  })
  const result = barred ?? (await act(session))
  if (result.lost) session.drops()
  else if (result.at === 'CONNECT') await session.ends()
  else await session.quits()
  if (barred?.at === 'AUTH') offersLogin(parts, session.capabilities)
  return [result, session.id]
}

/**
 * Sends a message that names the story and the session it came from.
 *
 * @param by how it reacts to refusals: as `sends` does, unless given
 */
export async function sendsMessage(
  parts: RoleParts,
  session: SmtpSession,
  message: Message,
  by: typeof sends = sends,
): Promise<Attempt> {
  return by(session, writtenMessage(parts, session, message))
}

/** A message as it will be handed over, line ends CRLF, and remembered as sent; with its envelope. */
export function writtenMessage(
  parts: RoleParts,
  session: SmtpSession,
  message: Message,
): ReturnType<typeof envelopeInItsNames<Message>> & { readonly message: string } {
  const envelope = envelopeInItsNames(parts, message)
  const { from, to, subject, fields, body, octets } = envelope
  const { recorder, scenario, sent, source, staging, conduct } = parts
  const lines = body ?? (octets === undefined ? conduct.body : undefined)
  const token = `${session.id.replace('#', '-')}-${recorder.lines}.${storyToken(scenario)}`
  const text = buildMessage({
    from,
    to,
    now: staging.now(),
    token,
    ...(subject !== undefined && { subject }),
    ...(fields && { above: fields }),
    ...(lines && { body: lines.map((line) => `${line}\n`).join('') }),
    ...(octets !== undefined && { octets }),
  })
  sent.push({
    messageId: `<${token}@client.test>`,
    from,
    to: [to].flat(),
    octets: Buffer.from(text).toString('latin1'),
    addresses: [source, ...[staging.source(source) ?? []].flat()],
  })
  return { ...envelope, message: text }
}
