import { upperCase } from '../policy/ascii.ts'
import { mostAppended } from './commands/append.ts'
import { answerExchange } from './commands/authenticate.ts'
import { answerIdle } from './commands/idle.ts'
import { commands } from './commands/table.ts'
import { status, tagged } from './responses.ts'
import type { Context, Outcome, State } from './state.ts'
import type { Incoming, Reading } from './syntax/command-reader.ts'

// RFC 2683 §3.2.1.5 asks for 8000 octets at least; lists of UIDs come long.
const commandOctets = 65_536

// No login needs as much; the number is that of RFC 4954 §4.
const strangerOctets = 12_288

const beginsAppend = /^[^ ]+ APPEND /i

/** What a session reads next, and how large that may be. */
export function readingIn({ at }: State): Reading {
  const unit = at === 'exchange' || at === 'idle' ? 'line' : 'command'
  const isStranger = at === 'notAuthenticated' || at === 'exchange'
  const octets = isStranger ? strangerOctets : commandOctets
  const literalOctets = (start: string) => (!isStranger && beginsAppend.test(start) ? mostAppended : octets)
  return { unit, textOctets: octets, literalOctets }
}

/** What comes of a command, and the reply when its answer goes wrong half-way; the cause goes to the log. */
export interface Answered extends Outcome {
  readonly failed: (cause: unknown) => Buffer
}

type Flawed = Extract<Incoming, { readonly is: 'flawed' }>
type Whole = Exclude<Incoming, { readonly is: 'literal-awaited' }>

/** Answers what came whole. The one place where the unexpected becomes a response. */
export async function answerWhole(
  incoming: Whole,
  state: State,
  context: Omit<Context, 'tag'>,
): Promise<Answered> {
  const start = incoming.is === 'whole' ? incoming.text : incoming.start
  const tag = tagOf(start, state)
  const failed = (cause: unknown): Buffer => {
    const { clock, log, peerAddress } = context.host
    const facts = { address: peerAddress, during: state.at }
    log({ at: clock.now(), level: 'error', event: 'imap.command-failed', facts, cause })
    return tagged(tag, 'failed')
  }
  try {
    if (incoming.is === 'flawed') return { ...flawed(incoming, tag, state), failed }
    const due = await answer(incoming.text, state, { ...context, tag })
    const command = incoming.text.slice(tag.length + 1)
    return { ...context.host.ask['imap.answered'](due, { tag, command, state }), failed }
  } catch (cause) {
    return { reply: failed(cause), ...back(state), failed }
  }
}

function answer(text: string, state: State, context: Context): Outcome | Promise<Outcome> {
  if (state.at === 'exchange') return answerExchange(text, state, context)
  if (state.at === 'idle') return answerIdle(text, state)
  if (context.tag === '*') return { reply: status('tagMissing') }
  const [, verb = '', rest] = commandForm.exec(text.slice(context.tag.length)) ?? []
  const found = commands.get(upperCase(verb))
  if (!found) return { reply: tagged(context.tag, 'commandUnknown') }
  // "NOOP " is not a valid NOOP.
  return found.answer(rest ?? '', state, context)
}

// RFC 3501 §9: a tag is of the characters of an astring, save "+".
const tagForm = /^[!#$&',-[\]^-z|}~]+(?= |$)/
const commandForm = /^ ((?:UID )?[A-Za-z0-9]+)(?: ([^]+))?$/i

/** The tag to answer with: that of the command under way, or the one that stands first; `*` where none does. */
const tagOf = (start: string, state: State): string =>
  state.at === 'exchange' || state.at === 'idle' ? state.tag : (tagForm.exec(start)?.[0] ?? '*')

function flawed({ flaw, start }: Flawed, tag: string, state: State): Outcome {
  if (flaw === 'literalTooLarge' && beginsAppend.test(start)) return { reply: tagged(tag, 'messageTooLarge') }
  if (flaw === 'literalUnreadable') return { reply: status(flaw), next: { at: 'logout' } }
  return { reply: tagged(tag, flaw), ...back(state) }
}

/** Ends what takes more than one line. */
function back(state: State): Pick<Outcome, 'next'> {
  if (state.at === 'exchange') return { next: { at: 'notAuthenticated' } }
  return state.at === 'idle' ? { next: state.within } : {}
}
