import { readAddresses, type Address } from '../../message/addresses.ts'
import { valueOf, valuesOf, type HeaderField } from '../../message/header.ts'
import { writtenNstring } from '../syntax/written.ts'

/** Text of an answer, or undefined where the answer may be interrupted. */
export type Told = string | undefined

/**
 * Gives the ENVELOPE of a message (RFC 3501 §7.4.2), piece by piece. Values are as written, on one line, encoded words
 * and all.
 */
export function* envelope(fields: readonly HeaderField[]): Generator<Told> {
  const text = (name: string) => writtenNstring(valueOf(fields, name))
  const addresses = (name: string, ifNone: readonly string[]) => writtenAddresses(fields, name, ifNone)
  yield `(${text('date')} ${text('subject')} `
  const from: string[] = []
  for (const piece of addresses('from', ['NIL'])) {
    if (piece === undefined) yield piece
    else from.push(piece)
  }
  yield* from
  yield undefined
  for (const name of ['sender', 'reply-to']) {
    yield ' '
    yield* addresses(name, from)
  }
  for (const name of ['to', 'cc', 'bcc']) {
    yield ' '
    yield* addresses(name, ['NIL'])
  }
  yield ` ${text('in-reply-to')} ${text('message-id')})`
}

/** How many addresses are told without an interruption. */
const stride = 500

/** The addresses of all fields of a name; `ifNone` where these name nobody. */
function* writtenAddresses(
  fields: readonly HeaderField[],
  name: string,
  ifNone: readonly string[],
): Generator<Told> {
  const written: string[] = []
  let isNone = true
  for (const value of valuesOf(fields, name)) {
    for (const address of readAddresses(value)) {
      written.push(isNone ? `(${writtenAddress(address)}` : writtenAddress(address))
      isNone = false
      if (written.length < stride) continue
      yield written.splice(0).join('')
      yield undefined
    }
    yield undefined
  }
  yield* isNone ? ifNone : [`${written.join('')})`]
}

const writtenAddress = ({ name, route, mailbox, host }: Address): string =>
  `(${writtenNstring(name)} ${writtenNstring(route)} ${writtenNstring(mailbox)} ${writtenNstring(host)})`
