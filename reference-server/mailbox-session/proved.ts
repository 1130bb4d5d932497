import { mayActAs, type SentCredentials } from '../sasl/mechanisms.ts'
import type { SessionContext } from './context.ts'

/** The account that the credentials belong to, or the name of the reply that refuses them. */
export type Proved = { readonly account: string } | { readonly refused: 'loginRefused' | 'identityRefused' }

/** Checks the credentials of USER and PASS, LOGIN or a SASL mechanism. This is not a login yet. */
export async function provedBy(sent: SentCredentials, { host, checks }: SessionContext): Promise<Proved> {
  const checked = await checks(sent)
  const { matches, account } = checked
  const mayAct = mayActAs(sent, account)
  if (host.accepts({ matches, account, sent, mayAct })) return { account }
  return { refused: matches && !mayAct ? 'identityRefused' : 'loginRefused' }
}
