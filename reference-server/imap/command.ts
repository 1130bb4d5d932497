import { rowsOf, type MailboxCommand, type MailboxRow } from '../mailbox-session/command.ts'
import { tagged } from './responses.ts'
import type { Context, Outcome, State, StateName } from './state.ts'
import { parseWhole, type Parser } from './syntax/parser.ts'

export interface Command<Argument, During extends StateName> extends Omit<
  MailboxCommand<Argument, State, During, Context, Outcome>,
  'parse'
> {
  readonly parse: Parser<Argument>
  /** The capabilities the command stands for. */
  readonly brings?: readonly string[]
}

export interface Row extends MailboxRow<State, Context, Outcome> {
  readonly brings: readonly string[]
}

const rowOf = rowsOf<State, Context, Outcome>((why, { tag }) => ({ reply: tagged(tag, why) }))

export const row = <Argument, During extends StateName>(command: Command<Argument, During>): Row => ({
  ...rowOf({ ...command, parse: (rest) => parseWhole(command.parse, rest) }),
  brings: command.brings ?? [],
})
