import { approaches, offers, openSmtp, sends } from '../../clients/clients.ts'
import { createRecorder } from '../../evidence/recorder.ts'
import type { Needs, Staging, Target } from '../target.ts'

/** A target brought to some needs. @throws Error with its shortfalls */
export async function staged(target: Target, needs: Needs): Promise<Staging> {
  const outcome = await target.stage(needs)
  if (Symbol.asyncDispose in outcome) return outcome
  throw new Error(outcome.map(({ need, why }) => `${need}: ${why}`).join('; '))
}

/** A session with the MX service from a stage address, up to EHLO. */
export async function sessionFrom(staging: Staging, source: string) {
  const place = staging.endpoint('mx')
  const localAddress = staging.source(source)
  if (!place) throw new Error('there is no mx service')
  const tap = createRecorder(() => staging.now()).opens({ client: 'client', service: 'mx', source })
  const { host, port } = place
  const address = { host, port, ...(localAddress !== undefined && { localAddress }) }
  const smtp = await openSmtp(address, tap, { now: () => staging.now() })
  await approaches(smtp, { name: 'client.client.test' })
  return smtp
}

/** An envelope, and the message that is to go in it. */
export interface Mail {
  readonly from: string
  readonly to: string | readonly string[]
  readonly message?: string
}

/** The code of the last reply to an envelope, or to a message where there is one; 0 where there was none. */
export async function codeOf(staging: Staging, source: string, { from, to, message }: Mail): Promise<number> {
  const smtp = await sessionFrom(staging, source)
  const { reply } = await (message === undefined
    ? offers(smtp, { from, to })
    : sends(smtp, { from, to, message }))
  await smtp.quits()
  return reply?.code ?? 0
}
