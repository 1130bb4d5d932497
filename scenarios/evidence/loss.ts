import type { SessionRecord } from './evidence.ts'

const longest = 120

/** Why a connection was lost, and the server's last words: `no reply to RCPT from mx within 10s; …`. */
export function lossOf({ ended, lines, leftOut }: SessionRecord): string {
  const why = ended?.why ?? (ended ? `the ${ended.by} closed the connection` : 'no more data arrived')
  const last = lines.findLast(({ dir }) => dir === 'S')?.octets.trimEnd()
  if (leftOut) return `${why}; ${leftOut.octets} octets of the session were not kept`
  return `${why}; ${last === undefined ? 'it had sent nothing' : `its last words were ${quoted(last)}`}`
}

const quoted = (words: string): string =>
  JSON.stringify(words.length > longest ? `${words.slice(0, longest)}…` : words)
