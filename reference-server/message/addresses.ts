import { joined, lexerFor, spelt, type Lexeme } from './lexer.ts'

/**
 * An entry of a list of addresses (RFC 3501 §7.4.2). Without host: the name of a group that begins, or undefined where
 * it ends.
 */
export interface Address {
  readonly name?: string | undefined
  /** The hosts it is to go through, as clients wrote them of old: `@old.test,@older.test`. */
  readonly route?: string | undefined
  readonly mailbox?: string | undefined
  readonly host?: string | undefined
}

const lex = lexerFor('<>@,;:')
const separators: ReadonlySet<string> = new Set(',;:')

/** Reads as much as can be read: `"A, B" <a@b.test>, friends: c@d.test (C);` */
export function* readAddresses(value: string): Generator<Address> {
  let pending: Lexeme[] = []
  let angles = false
  for (const piece of lex(value)) {
    if (isMark(piece, '<') || isMark(piece, '>')) angles = piece.text === '<'
    const mark = piece.is === 'special' && !angles && separators.has(piece.text) ? piece.text : ''
    if (mark === ':') yield { mailbox: spelt(withoutComments(pending)) }
    else if (mark === ',' || mark === ';') yield* readAddress(pending)
    if (mark === ';') yield {}
    if (mark === '') pending.push(piece)
    else pending = []
  }
  yield* readAddress(pending)
}

const withoutComments = (pieces: readonly Lexeme[]): readonly Lexeme[] =>
  pieces.filter(({ is }) => is !== 'comment')

const isMark = ({ is, text }: Lexeme, mark: string): boolean => is === 'special' && text === mark

function readAddress(pieces: readonly Lexeme[]): readonly Address[] {
  const words = withoutComments(pieces)
  if (words.length === 0) return []
  const open = words.findIndex((piece) => isMark(piece, '<'))
  if (open >= 0) {
    const inside = upTo('>', words.slice(open + 1))
    const name = spelt(words.slice(0, open)) || undefined
    const first = inside[0]
    const colon = first && isMark(first, '@') ? inside.findIndex((piece) => isMark(piece, ':')) : -1
    if (colon < 0) return [{ name, ...addrSpec(inside) }]
    return [{ name, route: joined(inside.slice(0, colon)), ...addrSpec(inside.slice(colon + 1)) }]
  }
  // The way of old: alice@local.test (Alice)
  const comment = pieces.find(({ is }) => is === 'comment')
  return [{ name: comment?.text, ...addrSpec(words) }]
}

function upTo(mark: string, pieces: readonly Lexeme[]): readonly Lexeme[] {
  const at = pieces.findIndex((piece) => isMark(piece, mark))
  return at < 0 ? pieces : pieces.slice(0, at)
}

function addrSpec(pieces: readonly Lexeme[]): { readonly mailbox: string; readonly host: string } {
  const at = pieces.findLastIndex((piece) => isMark(piece, '@'))
  if (at < 0) return { mailbox: joined(pieces), host: '' }
  return { mailbox: joined(pieces.slice(0, at)), host: joined(pieces.slice(at + 1)) }
}
