import type { Command } from '../command.ts'
import { reply } from '../replies.ts'
import type { Context, Outcome, StateAt } from '../state.ts'
import { nothing } from '../syntax/arguments.ts'

// RFC 1939 §4 and §6.

/** QUIT. Messages are removed only here, and only from the transaction state. */
export const quit: Command<null, 'authorization' | 'transaction'> = {
  verb: 'QUIT',
  during: ['authorization', 'transaction'],
  parse: nothing,
  answer: (_nothing, state, context) =>
    state.at === 'transaction' ? update(state, context) : { reply: reply('bye'), next: { at: 'closing' } },
}

/** The UPDATE state: whatever the result, the maildrop is unlocked and the session ends. */
async function update({ maildrop }: StateAt<'transaction'>, { host }: Context): Promise<Outcome> {
  const failed = (cause: unknown): Outcome => {
    host.log({ at: host.clock.now(), level: 'error', event: 'pop3.update-failed', cause })
    return { reply: reply('notRemoved'), next: { at: 'closing' } }
  }
  try {
    const removed = await maildrop.removeDeleted()
    if (typeof removed !== 'number') return failed(removed.problem)
    return { reply: reply('removed', { count: removed }), next: { at: 'closing' } }
  } catch (cause) {
    return failed(cause)
  } finally {
    maildrop.release()
  }
}
