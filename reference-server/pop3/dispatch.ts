import { answerExchange } from './commands/auth.ts'
import { commands } from './commands/table.ts'
import { reply } from './replies.ts'
import type { Context, Outcome, State } from './state.ts'
import { splitCommand } from './syntax/arguments.ts'
import type { Line } from './syntax/lines.ts'

// RFC 2449 §4 asks for 255 octets at least; passwords grew since.
const commandOctets = 512

// RFC 5034 §4 exempts responses from the limit of commands; the number is that of RFC 4954 §4.
const responseOctets = 12_288

/** The longest line accepted now, CRLF included. */
export const lineLimit = (state: State): number => (state.at === 'exchange' ? responseOctets : commandOctets)

/** Answers one line in a state. The one place where the unexpected becomes a reply; the cause goes to the log. */
export async function answerLine(line: Line, state: State, context: Context): Promise<Outcome> {
  const { ask } = context.host
  try {
    const is = line === 'too-long' ? 'too-long' : 'line'
    const heard =
      line === 'too-long' ? line : Buffer.from(ask['pop3.line-heard'](line.toString('latin1')), 'latin1')
    const due = await answer(heard, state, context)
    return await ask['pop3.answered'](due, { line: line.toString('latin1'), is, state, context })
  } catch (cause) {
    const { clock, log, peerAddress } = context.host
    const facts = { address: peerAddress, during: state.at }
    log({ at: clock.now(), level: 'error', event: 'pop3.command-failed', facts, cause })
    return withoutExchange('failed', state)
  }
}

function answer(line: Line, state: State, context: Context): Outcome | Promise<Outcome> {
  if (line === 'too-long') return withoutExchange('lineTooLong', state)
  if (state.at === 'exchange') return answerExchange(line, state.exchange, context)
  const command = splitCommand(line)
  const found = command && commands.get(command.verb)
  return found ? found.answer(command.rest, state, context) : { reply: reply('commandUnknown') }
}

const withoutExchange = (name: 'failed' | 'lineTooLong', state: State): Outcome => ({
  reply: reply(name),
  ...(state.at === 'exchange' && { next: { at: 'authorization' } }),
})
