import type { Seams } from '../seams.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

type Due = Parameters<Seams['pop3.answered']>[0]
type Heard = Parameters<Seams['pop3.answered']>[1]

/** What is given in place of an answer: its first line as text, with its CRLF. */
interface Given extends Omit<Partial<Due>, 'reply'> {
  readonly reply?: string
}

/** A fault in what POP3 answers to a line; where it gives nothing, the right answer is given. */
export const answersPop3 = (
  clause: string,
  id: string,
  given: (
    due: Due & { readonly text: string },
    heard: Heard,
  ) => Given | undefined | Promise<Given | undefined>,
): Saboteur =>
  saboteur({
    id,
    clause,
    seam: 'pop3.answered',
    replace: (answered) => async (right, heard) => {
      const due = await answered(right, heard)
      const { reply, ...others } = (await given({ ...due, text: due.reply.toString('latin1') }, heard)) ?? {}
      return { ...due, ...others, ...(reply !== undefined && { reply: Buffer.from(reply, 'latin1') }) }
    },
  })

/** A fault in what is taken for the line that was sent. */
export const hearsPop3 = (clause: string, id: string, heard: (sent: string) => string): Saboteur =>
  saboteur({
    id,
    clause,
    seam: 'pop3.line-heard',
    replace: (lineHeard) => (sent) => lineHeard(heard(sent)),
  })

/** The rest of an answer with its text changed, all of it at once. */
export async function* changed(
  rest: NonNullable<Due['rest']>,
  change: (text: string) => string,
): AsyncGenerator<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of rest) if (piece) pieces.push(piece)
  yield Buffer.from(change(Buffer.concat(pieces).toString('latin1')), 'latin1')
}
