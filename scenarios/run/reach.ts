import type { Service } from '#evidence'
import type { Account, Knowing } from '#dsl'
import type { Address } from '#clients'
import { StepRefused } from '../evidence/faults.ts'
import type { Recorder, SessionTap } from '../evidence/recorder.ts'
import type { StagedAccount, Staging } from '../targets/target.ts'
import type { Note } from './powers.ts'

/** What a role needs to act: who it is, where it stands, and where things are written down. */
export interface RoleParts {
  readonly role: string
  /** The stage address it comes from. */
  readonly source: string
  readonly scenario: string
  readonly staging: Staging
  readonly recorder: Recorder
  readonly secretOf: (account: Account) => StagedAccount
  readonly note: Note
}

/** What stands in for a password nobody has. */
export const wrongPassword = 'not-the-password'

/** The secret of an account, or one that does not fit. */
export const secretFor = (
  { secretOf }: RoleParts,
  account: Account,
  { password }: Knowing = {},
): StagedAccount =>
  password === 'wrong' ? { ...secretOf(account), password: wrongPassword } : secretOf(account)

/** Where a service is, seen from this client, with a tap of its own. */
export function reaches(
  { role, source, staging, recorder }: RoleParts,
  service: Service,
): { address: Address; tap: SessionTap; startsTls: boolean } {
  const endpoint = staging.endpoint(service)
  if (!endpoint) throw new StepRefused(`the target has no ${service} service`)
  const { host, port, tls, ca } = endpoint
  const mode = tls === 'none' ? undefined : tls
  return {
    address: {
      host,
      port,
      localAddress: staging.source(source),
      ...(mode && { tls: { mode, ...(ca !== undefined && { ca }) } }),
    },
    tap: recorder.opens({ client: role, service, source }),
    startsTls: tls === 'starttls',
  }
}
