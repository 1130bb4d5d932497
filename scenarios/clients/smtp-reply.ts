import type { Moment, Reply } from '../evidence/evidence.ts'
import type { Connection } from './connection.ts'

/**
 * What came back to one command: a reply, or nothing more. `line` is the index, in the session's record, of the last
 * line of the reply; after a loss, of the last line there is (-1 when there is none).
 */
export type Answer =
  | { readonly reply: Reply; readonly line: number; readonly when: Moment; readonly lost?: never }
  | {
      readonly lost: true
      readonly closed?: true
      readonly why: string
      readonly line: number
      readonly when: Moment
      readonly reply?: never
    }

/**
 * Reads one reply, of one line or many (RFC 5321 §4.2). A line that is not a reply line, or whose code differs from the
 * first, ends the session: nobody can tell any longer what belongs to which command.
 *
 * @param awaited what is waited for: `reply to MAIL`
 * @param within  milliseconds of real time, for each line
 */
export async function readReply(
  connection: Connection,
  awaited: string,
  within: number,
): Promise<Reply | undefined> {
  const text: string[] = []
  let code: string | undefined
  for (;;) {
    const heard = await connection.readLine(awaited, within)
    if ('lost' in heard) return undefined
    const line = parseReplyLine(heard.octets)
    if (line === undefined || line.code !== (code ?? line.code)) break
    code = line.code
    text.push(line.text)
    if (line.isLast) return asReply(Number(code), text)
  }
  connection.givesUp('garbled reply')
  return undefined
}

/**
 * Reads one line of a reply; a code alone will do.
 *
 * @returns undefined for a line that is not a reply line: `250-ok` and `250 ok` are, `2500 ok` is not
 */
export function parseReplyLine(octets: string) {
  const [, code, sign, text = ''] = /^([2-5]\d\d)(?:([ -])(.*))?$/s.exec(octets.replace(/\r?\n$/, '')) ?? []
  return code === undefined ? undefined : { code, text, isLast: sign !== '-' }
}

/**
 * Puts a reply together. An enhanced status code counts only when its class is the class of the basic code
 * (RFC 2034 §4); it is then taken off the texts.
 */
export function asReply(code: number, text: readonly string[]): Reply {
  const [, status] = /^([245]\.\d{1,3}\.\d{1,3})(?: |$)/.exec(text[0] ?? '') ?? []
  if (status === undefined || !status.startsWith(String(Math.floor(code / 100)))) return { code, text }
  const bare = text.map((line) =>
    line === status || line.startsWith(`${status} `) ? line.slice(status.length + 1) : line,
  )
  return { code, status, text: bare }
}

/** True for a 2yz reply. */
export const isAccepted = (answer: Answer) => answer.reply !== undefined && isPositive(answer.reply)

const isPositive = (reply: Reply) => reply.code >= 200 && reply.code < 300
