import type { Attempt } from '#evidence'
import type { Message, RealClient, Via } from '#dsl'
import {
  buildMessage,
  openForwarder,
  realAttempt,
  sendWithNodemailer,
  sendWithSwaks,
  type Missing,
  type RealMail,
  type RealOutcome,
} from '#clients'
import { HarnessFault } from '../../evidence/faults.ts'
import type { Recorder } from '../../evidence/recorder.ts'
import { envelopeInItsNames, inItsNames, reaches, storyToken, type RoleParts } from './reach.ts'

export const programNames = ['nodemailer', 'swaks'] as const satisfies readonly RealClient[]

const programs: Readonly<Record<RealClient, typeof sendWithSwaks>> = {
  nodemailer: sendWithNodemailer,
  swaks: sendWithSwaks,
}

/**
 * Sends a message with a program people use. It talks to a forwarder that binds this client's address and records
 * what passes.
 *
 * @throws HarnessFault when the program is missing: the head has to list it among the powers it uses
 */
export async function sendsWith(
  parts: RoleParts,
  program: RealClient,
  message: Message,
  { via = 'mx', as: account, helo = `${parts.role}.client.test` }: Via,
): Promise<[Attempt, string]> {
  const { staging, recorder } = parts
  const { address: to, tap } = await reaches(parts, via)
  const envelope = envelopeInItsNames(parts, message)
  await using forwarder = await openForwarder({ to, opens: () => tap, signal: parts.signal })
  const notBefore = staging.now()
  const secret = account && parts.secretOf(account)
  const mail: RealMail = {
    // The certificate is that of the server behind the forwarder.
    address: { ...forwarder.address, ...(to.tls && { tls: { servername: to.host, ...to.tls } }) },
    name: inItsNames(parts, helo),
    from: envelope.from,
    to: envelope.to,
    message: buildMessage({
      from: envelope.from,
      to: envelope.to,
      now: notBefore,
      token: `${tap.id.replace('#', '-')}.${storyToken(parts.scenario)}`,
    }),
    ...(secret && { credentials: secret }),
  }
  const outcome = hidden(await programs[program](mail), recorder)
  if ('missing' in outcome) throw new HarnessFault(`${outcome.missing}, but the head does not declare it`)
  const session = recorder.sessions().find(({ id }) => id === tap.id)
  if (!session) throw new HarnessFault(`${tap.id} left no record`)
  const result = realAttempt(outcome, session, { notBefore, notAfter: staging.now() })
  return [result, tap.id]
}

/** What a program was told, in words that may be repeated. */
const hidden = (outcome: RealOutcome | Missing, recorder: Recorder): RealOutcome | Missing =>
  'missing' in outcome || !outcome.reply
    ? outcome
    : {
        ...outcome,
        reply: { ...outcome.reply, text: outcome.reply.text.map((line) => recorder.hides(line)) },
      }
