import { lex, type Lexeme } from './lexer.ts'

/**
 * An entry of a list of addresses (RFC 3501 §7.4.2). Without host: the name of a group that begins, or undefined where
 * it ends.
 */
export interface Address {
  readonly name?: string | undefined
  readonly mailbox?: string | undefined
  readonly host?: string | undefined
}

/** Reads as much as can be read: `"A, B" <a@b.test>, friends: c@d.test (C);` */
export function readAddresses(value: string): readonly Address[] {
  const found: Address[] = []
  let pending: Lexeme[] = []
  let angles = false
  const flush = (): void => {
    const address = readAddress(pending)
    if (address) found.push(address)
    pending = []
  }
  for (const piece of lex(value, '<>@,;:')) {
    const mark = piece.is === 'special' && !angles ? piece.text : ''
    if (piece.is === 'special' && piece.text === '<') angles = true
    if (piece.is === 'special' && piece.text === '>') angles = false
    if (mark === ':') {
      found.push({ mailbox: textOf(pending.filter(({ is }) => is !== 'comment')) })
      pending = []
    } else if (mark === ',' || mark === ';') {
      flush()
      if (mark === ';') found.push({})
    } else pending.push(piece)
  }
  flush()
  return found
}

const isMark = ({ is, text }: Lexeme, mark: string): boolean => is === 'special' && text === mark

function readAddress(pieces: readonly Lexeme[]): Address | undefined {
  const words = pieces.filter(({ is }) => is !== 'comment')
  if (words.length === 0) return undefined
  const open = words.findIndex((piece) => isMark(piece, '<'))
  if (open >= 0) {
    const close = words.findIndex((piece) => isMark(piece, '>'))
    const inside = words.slice(open + 1, close < 0 ? undefined : close)
    // A source route ends with a colon and means nothing any more.
    const route = inside.findLastIndex((piece) => isMark(piece, ':'))
    return { name: textOf(words.slice(0, open)) || undefined, ...addrSpec(inside.slice(route + 1)) }
  }
  // The way of old: alice@local.test (Alice)
  const comment = pieces.find(({ is }) => is === 'comment')
  return { name: comment?.text, ...addrSpec(words) }
}

function addrSpec(pieces: readonly Lexeme[]): { readonly mailbox: string; readonly host: string } {
  const at = pieces.findLastIndex((piece) => isMark(piece, '@'))
  if (at < 0) return { mailbox: joined(pieces), host: '' }
  return { mailbox: joined(pieces.slice(0, at)), host: joined(pieces.slice(at + 1)) }
}

const textOf = (pieces: readonly Lexeme[]): string =>
  pieces
    .map(({ text, spaced }) => (spaced ? ` ${text}` : text))
    .join('')
    .trim()

const joined = (pieces: readonly Lexeme[]): string => pieces.map(({ text }) => text).join('')
