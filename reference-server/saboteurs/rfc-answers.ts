import type { Seams } from '../seams.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

type Due = Parameters<Seams['line.answered']>[0]
type Heard = Parameters<Seams['line.answered']>[1]

/** A fault in what is answered to a line; where it gives nothing, the right answer is given. */
export const answers = (
  clause: string,
  id: string,
  given: (due: Due, heard: Heard) => Partial<Due> | undefined,
): Saboteur =>
  saboteur({
    id,
    clause,
    seam: 'line.answered',
    replace: (lineAnswered) => (right, heard) => {
      const due = lineAnswered(right, heard)
      return { ...due, ...given(due, heard) }
    },
  })

/** A fault in what is taken for the line that was sent. */
export const hears = (clause: string, id: string, heard: (sent: string) => string): Saboteur =>
  saboteur({
    id,
    clause,
    seam: 'line.heard',
    replace: (lineHeard) => (sent) => lineHeard(heard(sent)),
  })

/** Tells whether a command was heard, and this was the answer's first digit. */
export const isCommand = ({ line, is }: Heard, verb: RegExp): boolean => is === 'line' && verb.test(line)

/** The lines of EHLO's reply with one more. */
export const withKeyword = (reply: string, keyword: string): string =>
  reply.replace(/250 ([^\r\n]*\r\n)$/, `250-$1250 ${keyword}\r\n`)
