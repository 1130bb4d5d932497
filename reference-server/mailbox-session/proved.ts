import { mayActAs, proofIn, type SentCredentials } from '../sasl/mechanisms.ts'
import type { SessionContext } from './context.ts'

/** The account that the credentials belong to, or the name of the reply that refuses them. */
export type Proved = { readonly account: string } | { readonly refused: 'loginRefused' | 'identityRefused' }

/** Checks the credentials of USER and PASS, LOGIN or a SASL mechanism. This is not a login yet. */
export async function provedBy(sent: SentCredentials, { host, checks }: SessionContext): Promise<Proved> {
  const checked = await checks(sent)
  if (!host.accepts({ ...checked, by: proofIn(sent) })) return { refused: 'loginRefused' }
  return mayActAs(sent, checked.account) ? { account: checked.account } : { refused: 'identityRefused' }
}
