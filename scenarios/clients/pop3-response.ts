import type { Connection } from './connection.ts'
import { isClosingDot, unstuffed } from './dot-stuffing.ts'

/**
 * A response: `said` is its first line without the line end; `lines` are the octets of a multi-line one,
 * dot-unstuffed, line ends included (latin1). A lone `+`, which asks for more, is not ok.
 */
export interface Pop3Response {
  readonly ok: boolean
  readonly said: string
  readonly lines?: readonly string[]
  /** True when a line did not end with CRLF, or had one of the two octets within it. */
  readonly halfLineEnds?: true
}

interface Awaited {
  /** As a message names it: `response to RETR`. */
  readonly awaited: string
  /** Whether +OK is followed by lines up to a lone dot. */
  readonly multiline: boolean
  /** Milliseconds of real time, for each line. */
  readonly within: number
}

/** Tells whether +OK to a command is followed by lines up to a lone dot. */
export const isMultiline = (command: string): boolean =>
  /^(?:CAPA|LIST|UIDL|(?:RETR|TOP) .*) *$/i.test(command)

/**
 * Reads one response (RFC 1939 §3). A line that is not a response ends the session: nobody can tell any longer what
 * belongs to which command.
 *
 * @returns undefined when the connection is lost, or given up
 */
export async function readResponse(connection: Connection, how: Awaited): Promise<Pop3Response | undefined> {
  const first = await connection.readLine(how.awaited, how.within)
  if ('lost' in first) return undefined
  const said = first.octets.replace(/\r?\n$/, '')
  const sign = /^(?:\+OK|-ERR|\+)(?= |$)/i.exec(said)?.[0].toUpperCase()
  if (sign === undefined) {
    connection.givesUp('garbled response')
    return undefined
  }
  if (sign !== '+OK' || !how.multiline) return { ok: sign === '+OK', said, ...endsOf([first.octets]) }
  const lines = await readLines(connection, how)
  return lines && { ok: true, said, lines, ...endsOf([first.octets, ...lines]) }
}

/** Tells of lines that do not end with CRLF, and with nothing else. */
const endsOf = (lines: readonly string[]): Pick<Pop3Response, 'halfLineEnds'> =>
  lines.every((line) => /^[^\r\n]*\r\n$/.test(line)) ? {} : { halfLineEnds: true }

async function readLines(
  connection: Connection,
  { awaited, within }: Awaited,
): Promise<string[] | undefined> {
  const lines: string[] = []
  let previous: string | undefined
  for (;;) {
    const heard = await connection.readLine(`rest of the ${awaited}`, within)
    if ('lost' in heard) return undefined
    if (isClosingDot(heard.octets, previous)) return lines
    lines.push(unstuffed(heard.octets, previous))
    previous = heard.octets
  }
}
