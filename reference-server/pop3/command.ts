import { rowsOf, type MailboxCommand, type MailboxRow } from '../mailbox-session/command.ts'
import { reply } from './replies.ts'
import type { Context, Outcome, State, StateName } from './state.ts'

export type Command<Argument, During extends StateName> = MailboxCommand<
  Argument,
  State,
  During,
  Context,
  Outcome
>
export type Row = MailboxRow<State, Context, Outcome>

export const row = rowsOf<State, Context, Outcome>((why) => ({ reply: reply(why) }))
