import { keptOf, sinkBounds } from '../evidence/bounds.ts'
import type { Receipt } from '../evidence/evidence.ts'
import { isClosingDot, unstuffed } from './dot-stuffing.ts'
import { LineQueue } from './line-queue.ts'

/** A command answered with something else than consent. */
export interface Refusal {
  readonly pattern: RegExp
  readonly reply: string
}

export interface SinkSurroundings {
  readonly refusals: readonly Refusal[]
  readonly extensions?: readonly string[]
  /** Whether it can keep another message. */
  hasRoom(): boolean
  receives(mail: Omit<Receipt, 'at'>): void
}

/** Octets to send back, and whether to close after them. */
export interface SinkReaction {
  readonly reply: string
  readonly closes: boolean
}

type State =
  | { at: 'ready' }
  | { at: 'mail'; reversePath: string; forwardPaths: readonly string[] }
  | {
      at: 'message'
      reversePath: string
      forwardPaths: readonly string[]
      lines: string[]
      kept: number
      leftOut: number
      previous?: string
    }

/** One session of the sink: octets in, octets out (latin1), in packets of any size. */
export function openSinkSession(surroundings: SinkSurroundings) {
  const { refusals, extensions = ['PIPELINING', '8BITMIME', 'SMTPUTF8'] } = surroundings
  let state: State = { at: 'ready' }
  const queue = new LineQueue(sinkBounds.lineOctets)

  const answer = (command: string, consent: string, agreed: () => void = () => {}): string => {
    const refusal = refusals.find(({ pattern }) => pattern.test(command))
    if (refusal === undefined) agreed()
    return refusal?.reply ?? consent
  }

  const obeys = (command: string): string => {
    const verb = command.split(/[\s:]/, 1)[0]?.toUpperCase() ?? ''
    const current = state
    switch (verb) {
      case 'HELO':
        return answer(command, '250 sink.test', () => (state = { at: 'ready' }))
      case 'EHLO':
        return answer(command, ehloReply(extensions), () => (state = { at: 'ready' }))
      case 'MAIL': {
        const reversePath = pathOf(command, /^MAIL FROM:\s*/i)
        if (reversePath === undefined) return '501 5.5.4 MAIL FROM:<reverse-path>'
        if (current.at === 'mail') return '503 5.5.1 one reverse-path is enough'
        return answer(command, '250 2.1.0 ok', () => (state = { at: 'mail', reversePath, forwardPaths: [] }))
      }
      case 'RCPT': {
        const path = pathOf(command, /^RCPT TO:\s*/i)
        if (path === undefined) return '501 5.5.4 RCPT TO:<forward-path>'
        if (current.at !== 'mail') return '503 5.5.1 MAIL first'
        const forwardPaths = [...current.forwardPaths, path]
        return answer(command, '250 2.1.5 ok', () => (state = { ...current, forwardPaths }))
      }
      case 'DATA':
        if (current.at !== 'mail' || current.forwardPaths.length === 0) return '503 5.5.1 RCPT first'
        if (!surroundings.hasRoom()) return '452 4.3.1 the sink is full'
        return answer(command, '354 go ahead', () => {
          state = { ...current, at: 'message', lines: [], kept: 0, leftOut: 0 }
        })
      case 'RSET':
        return answer(command, '250 2.0.0 ok', () => (state = { at: 'ready' }))
      case 'NOOP':
        return answer(command, '250 2.0.0 ok')
      case 'QUIT':
        return answer(command, '221 2.0.0 bye')
      default:
        return answer(command, '500 5.5.2 not a command of the sink')
    }
  }

  const takes = (line: string): string => {
    if (state.at !== 'message') return `${obeys(line.replace(/\r?\n$/, ''))}\r\n`
    const { reversePath, forwardPaths, lines, previous, leftOut } = state
    if (!isClosingDot(line, previous)) {
      const text = unstuffed(line, previous)
      const kept = text.slice(0, keptOf.messageOctets - state.kept)
      if (kept !== '') lines.push(kept)
      state.kept += kept.length
      state.leftOut += text.length - kept.length
      state.previous = line
      return ''
    }
    state = { at: 'ready' }
    const message = lines.join('')
    const keep = () =>
      surroundings.receives({ reversePath, forwardPaths, message, ...(leftOut > 0 && { leftOut }) })
    return `${answer('.', '250 2.0.0 kept', keep)}\r\n`
  }

  return {
    greets(): SinkReaction {
      const reply = answer('CONNECT', '220 sink.test ESMTP')
      return { reply: `${reply}\r\n`, closes: !reply.startsWith('2') }
    },
    receive(octets: string): SinkReaction {
      queue.feeds(octets)
      let reply = ''
      for (let heard = queue.take(); heard !== undefined; heard = queue.take()) {
        if ('ending' in heard) return { reply: `${reply}421 4.5.2 line too long\r\n`, closes: true }
        const replied = takes(heard.line)
        reply += replied
        if (/^(?:221|421)/.test(replied)) return { reply, closes: true }
      }
      return { reply, closes: false }
    },
  }
}

function ehloReply(extensions: readonly string[]): string {
  const lines = ['sink.test', ...extensions]
  return lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n')
}

/** The path between the brackets, quoted local-part and all; undefined when there is none. */
function pathOf(command: string, start: RegExp): string | undefined {
  const rest = start.test(command) ? command.replace(start, '') : ''
  return /^<((?:"(?:[^"\\]|\\.)*"|[^"<>])*)>/.exec(rest)?.[1]
}
