import type { Service } from '#evidence'
import type { Account, Envelope, Knocking, Knowing, Opening, SmtpService } from '#dsl'
import type { Address, SessionOptions } from '#clients'
import { NeedUnmet, StepRefused } from '../../evidence/faults.ts'
import { lossOf } from '../../evidence/loss.ts'
import { isImplicitTls, serviceTable } from '../../evidence/services.ts'
import { madeWrong } from '../../evidence/passwords.ts'
import type { Recorder, SessionTap } from '../../evidence/recorder.ts'
import type { StagedAccount, Staging } from '../../targets/target.ts'
import type { Casting, Note } from './casting.ts'
import type { Conduct } from './conduct.ts'
import type { SentMail } from './sent-mail.ts'

/** What a role needs to act: who it is, where it is, and where things are recorded. */
export interface RoleParts {
  readonly role: string
  /** The stage address it comes from. */
  readonly source: string
  readonly scenario: string
  /** When the story began, on the target's clock. */
  readonly startedAt: number
  readonly staging: Staging
  readonly recorder: Recorder
  readonly secretOf: (account: Account) => StagedAccount
  /** What it does where the story leaves that to it. */
  readonly conduct: Conduct
  /** What the clients of the story have sent so far. */
  readonly sent: SentMail[]
  /** Records a step that is not a verb of the story. */
  readonly note: Note
  readonly casts: Casting['casts']
  /** Ends every session when the story's time is over. */
  readonly signal: AbortSignal
}

/** What the Message-ID of every message of a story contains. */
export const storyToken = (scenario: string): string => scenario.replaceAll('/', '.')

/** The secret of an account, or one that does not fit; and for whom it is to act. */
export interface KnownSecret extends StagedAccount {
  readonly actsAs?: string
}

/** @throws StepRefused where no such wrong password can be made of the account's own */
export function secretFor(
  { secretOf, staging, conduct }: RoleParts,
  account: Account,
  { password: name, actsAs }: Knowing = {},
): KnownSecret {
  const secret = secretOf(account)
  const known = { ...secret, ...(actsAs && { actsAs: secretOf(actsAs).login }) }
  if (name === undefined) return known
  const others = Object.values(staging.accounts).filter(({ address }) => address !== secret.address)
  // Of passwords that are just wrong, a disturbance may know one that is nearly right.
  if (name === 'wrong' && conduct.wrong) return { ...known, ...conduct.wrong(secret, others) }
  const password = madeWrong(name, { own: secret.password, another: others[0]?.password })
  if (password === undefined) {
    throw new StepRefused(`the password of ${secret.address} allows none that is "${name}"`)
  }
  return { ...known, password }
}

/** A text of the story in the target's own names. */
export const inItsNames = ({ staging }: Pick<RoleParts, 'staging'>, text: string): string =>
  staging.translate?.(text) ?? text

/** An envelope of the story in the target's own names. */
export const envelopeInItsNames = <E extends Envelope>(
  parts: Pick<RoleParts, 'staging'>,
  envelope: E,
): E & { readonly mailParams: readonly string[] } => ({
  ...envelope,
  mailParams: envelope.declares === undefined ? [] : [`SIZE=${envelope.declares}`],
  from: inItsNames(parts, envelope.from),
  to:
    typeof envelope.to === 'string'
      ? inItsNames(parts, envelope.to)
      : envelope.to.map((path) => inItsNames(parts, path)),
})

/** How a session of this role tells the time and how long it waits. */
export const sessionOptions = ({ staging, signal, conduct }: RoleParts): SessionOptions => ({
  now: () => staging.now(),
  deadlines: staging.deadlines ?? {},
  signal,
  ...(conduct.manners && { manners: conduct.manners }),
})

/**
 * Checks that a server of somebody else lists a mechanism before a story proves an account by it: where users log in,
 * and how, is left to its owner. Where TLS is still to begin, it may list none yet.
 *
 * @throws NeedUnmet where it does not
 */
export function offersLogin(
  { staging }: Pick<RoleParts, 'staging'>,
  capabilities: ReadonlyMap<string, readonly string[]>,
  mechanism = 'PLAIN',
): void {
  if (!staging.mayHoldBack || capabilities.has('STARTTLS')) return
  if (capabilities.get('AUTH')?.includes(mechanism)) return
  throw new NeedUnmet(`AUTH ${mechanism}`, 'the server does not list it in this session')
}

/** A set-up step that did not work in a session; where the connection was lost, with why and the last words heard. */
export function stepRefused(
  { recorder }: RoleParts,
  session: string,
  { step, said }: { readonly step: string; readonly said: string | undefined },
): StepRefused {
  const record = recorder.sessions().find(({ id }) => id === session)
  return new StepRefused(
    `${session}: ${step}: ${said ?? (record ? lossOf(record) : 'the connection was lost')}`,
  )
}

/** Where a target's users hand in their mail: its submission service, or else the one that takes any mail. */
const whereUsersSubmit = (staging: Staging): SmtpService =>
  (['submission', 'submissions'] as const).find((service) => staging.endpoint(service)) ?? 'mx'

/**
 * Where a service is, seen from this client, with a tap of its own.
 *
 * @throws NeedUnmet where there is no such service, or its sessions cannot begin in the clear
 */
export async function reaches(
  { role, source, staging, recorder, conduct }: RoleParts,
  place: Service | 'submitting',
  begins: Opening<Service> = {},
): Promise<{ address: Address; tap: SessionTap; startsTls: boolean }> {
  await staging.paces?.()
  const asked = place === 'submitting' ? whereUsersSubmit(staging) : place
  const service = conduct.services?.[asked] ?? asked
  const endpoint = staging.endpoint(service)
  if (!endpoint) throw new NeedUnmet(`service ${service}`, `the target has no ${service} service`)
  const { host, port, tls, ...trust } = endpoint
  const mode = tls === 'none' ? undefined : tls
  if (mode === 'implicit' && begins.tls === 'later') {
    throw new NeedUnmet(`${service} in the clear`, `sessions with ${service} begin with TLS here`)
  }
  const localAddress = staging.source(source)
  return {
    address: {
      host,
      port,
      ...(localAddress !== undefined && { localAddress }),
      ...(mode && { tls: { mode, ...trust } }),
    },
    tap: recorder.opens({ client: role, service, source }),
    startsTls: tls === 'starttls' && begins.tls === undefined,
  }
}

/**
 * Where somebody who looks for a service would connect, whether anybody is there or not, with a tap of its own.
 *
 * @throws NeedUnmet where only the services that are open are known, and this is none of them
 */
export async function knocksAt(
  { role, source, staging, recorder }: RoleParts,
  service: Service,
  { port, at, versions }: Knocking,
): Promise<{ address: Address; tap: SessionTap }> {
  await staging.paces?.()
  const usual = serviceTable[service].port
  const isUsual = at === undefined && (port ?? usual) === usual
  const found =
    staging.door?.(service, { port: port ?? usual, ...(at !== undefined && { at }) }) ??
    (isUsual ? staging.endpoint(service) : undefined)
  if (!found)
    throw new NeedUnmet(`port ${port ?? usual}`, 'the target tells where its services are, and no more')
  const { host, port: real, tls: _tls, ...trust } = found
  const localAddress = staging.source(source)
  return {
    address: {
      host,
      port: real,
      ...(localAddress !== undefined && { localAddress }),
      ...(isImplicitTls(service) && { tls: { mode: 'implicit', ...trust, ...(versions && { versions }) } }),
    },
    tap: recorder.opens({ client: role, service, source }),
  }
}
