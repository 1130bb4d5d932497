import type { Folder } from '../store/account.ts'
import type { Problem } from '../store/problem.ts'
import { mailboxNamed } from './mailbox-names.ts'
import type { Context, loggedInStates, StateAt } from './state.ts'

/** Opens the mailbox that a client names. A name that no mailbox can have is that of none. */
export async function openMailbox(
  written: string,
  { account, enabled }: StateAt<(typeof loggedInStates)[number]>,
  { host }: Pick<Context, 'host'>,
): Promise<Folder | Problem> {
  const name = mailboxNamed(written, enabled)
  return name === undefined ? { problem: 'no-such-folder' } : host.accounts.of(account).open(name)
}
