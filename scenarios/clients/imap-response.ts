import type { Connection } from './connection.ts'

/** A response with its literals: all its octets without the last line end, and each literal alone (latin1). */
export interface ImapResponse {
  readonly octets: string
  readonly literals: readonly string[]
}

/** How the server ended a command; `+` does not end it, but asks for more. */
type ImapStatus = 'OK' | 'NO' | 'BAD' | 'BYE' | '+'

/** The response that ended a command, and what came before it. */
export interface ImapReply {
  readonly status: ImapStatus
  /** The deciding response without its tag: `NO [AUTHENTICATIONFAILED] no`. */
  readonly said: string
  readonly untagged: readonly ImapResponse[]
}

/** Milliseconds of real time, for each line; and for the close that has to follow a BYE. */
interface Limits {
  readonly within: number
  readonly afterBye: number
}

/**
 * Reads up to the tagged response, or to a request for more (RFC 9051 §2.2). A BYE counts once the server has closed
 * without another word. A line that is not a response ends the session: nobody can tell any longer what belongs to
 * which command.
 *
 * @returns undefined when the connection is lost, or given up
 */
export async function readReply(
  connection: Connection,
  tag: string,
  awaited: string,
  { within, afterBye }: Limits,
): Promise<ImapReply | undefined> {
  const untagged: ImapResponse[] = []
  let bye: string | undefined
  for (;;) {
    const response = await readResponse(connection, awaited, bye === undefined ? within : afterBye)
    if (response === undefined) return bye === undefined ? undefined : { status: 'BYE', said: bye, untagged }
    const { octets } = response
    if (/^\+(?: |$)/.test(octets)) return { status: '+', said: octets, untagged }
    const last = octets.startsWith(`${tag} `) ? statusOf(octets.slice(tag.length + 1)) : undefined
    if (last !== undefined) return { ...last, untagged }
    if (!octets.startsWith('* ')) break
    untagged.push(response)
    if (/^\* BYE(?: |$)/i.test(octets)) bye = octets.slice(2)
  }
  connection.givesUp('garbled response')
  return undefined
}

/** Reads the greeting; PREAUTH is an OK. @returns undefined when the connection is lost, or given up */
export async function readGreeting(connection: Connection, within: number): Promise<ImapReply | undefined> {
  const response = await readResponse(connection, 'greeting', within)
  if (response === undefined) return undefined
  const said = response.octets.replace(/^\* /, '')
  const sign = /^(?:OK|PREAUTH|BYE)(?= |$)/i.exec(said)?.[0].toUpperCase()
  if (sign !== undefined && said !== response.octets)
    return { status: sign === 'BYE' ? 'BYE' : 'OK', said, untagged: [response] }
  connection.givesUp('garbled greeting')
  return undefined
}

/**
 * Reads one response, literals and all: `{5}` at the end of a line announces five octets, whatever they are, after
 * which the response goes on.
 */
export async function readResponse(
  connection: Connection,
  awaited: string,
  within: number,
): Promise<ImapResponse | undefined> {
  const spans: (readonly [number, number])[] = []
  let octets = ''
  let textFrom = 0
  for (;;) {
    const heard = await connection.readLine(octets === '' ? awaited : `rest of the ${awaited}`, within)
    if ('lost' in heard) return undefined
    const text = heard.octets.slice(Math.max(0, textFrom - octets.length))
    octets += heard.octets
    if (text === '') continue
    const announced = /\{(\d+)\}\r?\n$/.exec(text)
    if (!announced) {
      const literals = spans.map(([start, end]) => octets.slice(start, end))
      return { octets: octets.replace(/\r?\n$/, ''), literals }
    }
    textFrom = octets.length + Number(announced[1])
    spans.push([octets.length, textFrom])
  }
}

function statusOf(said: string): { status: ImapStatus; said: string } | undefined {
  for (const status of ['OK', 'NO', 'BAD'] as const) {
    if (new RegExp(`^${status}(?: |$)`, 'i').test(said)) return { status, said }
  }
  return undefined
}
