import { upperCase } from '../../policy/ascii.ts'
import type { Command } from '../command.ts'
import { continuation, tagged } from '../responses.ts'
import { loggedInStates, type ImapHost, type Outcome, type StateAt } from '../state.ts'
import { nothing } from '../syntax/words.ts'

// RFC 2177.

/** Whether the policy has IDLE switched on. */
export const mayIdle = ({ ask, engine }: Pick<ImapHost, 'ask' | 'engine'>): boolean =>
  ask['imap.may-idle'](engine.policy)

/** IDLE: from now on the client is told at once about changes in its mailbox. */
export const idle: Command<null, (typeof loggedInStates)[number]> = {
  verb: 'IDLE',
  brings: ['IDLE'],
  during: loggedInStates,
  parse: nothing,
  answer: (_nothing, within, { tag, host }) =>
    mayIdle(host)
      ? { reply: continuation('idling'), next: { at: 'idle', tag, within } }
      : { reply: tagged(tag, 'commandUnknown') },
}

/** Answers the line that ends IDLE. */
export const answerIdle = (line: string, { tag, within }: StateAt<'idle'>): Outcome => ({
  reply: tagged(tag, upperCase(line) === 'DONE' ? 'done' : 'doneExpected'),
  next: within,
})
