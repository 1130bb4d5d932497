import { usualPeerBounds } from '../../evidence/bounds.ts'
import type { SessionTap } from '../../evidence/recorder.ts'
import { LineQueue } from '../line-queue.ts'

/** Writes down what passes through a forwarder. */
export interface Passing {
  passes(dir: 'C' | 'S', chunk: Buffer): void
  ends(by: 'client' | 'server' | 'error', why?: string): void
  /** Nothing more will pass. */
  closes(): void
}

/**
 * Records octets line by line as they pass. Once STARTTLS or STLS was agreed to, or from the start when `opaque`, it
 * only counts them, and the counts stand at the end of the record.
 */
export function recordPassing(tap: SessionTap, opaque: boolean): Passing {
  const { lineOctets } = usualPeerBounds
  const queues = { C: new LineQueue(lineOctets), S: new LineQueue(lineOctets) }
  const counts = { C: 0, S: 0 }
  let state: 'clear' | 'asked' | 'encrypted' = opaque ? 'encrypted' : 'clear'
  let isBye = false
  let ended: { by: 'client' | 'server' | 'error'; why?: string } | undefined

  const takes = (dir: 'C' | 'S', line: string) => {
    tap.line(dir, line)
    if (dir === 'C') {
      if (/^(?:\S+ )?(?:STARTTLS|STLS)\s*$/i.test(line)) state = 'asked'
      return
    }
    isBye = /^221[ \r]/.test(line)
    if (state === 'asked') state = /^(?:220|\+OK|\S+ OK)/i.test(line) ? 'encrypted' : 'clear'
  }

  return {
    passes(dir, chunk) {
      if (state === 'encrypted') {
        counts[dir] += chunk.length
        return
      }
      queues[dir].feeds(chunk.toString('latin1'))
      for (let heard = queues[dir].take(); heard && 'line' in heard; heard = queues[dir].take()) {
        takes(dir, heard.line)
      }
    },
    ends(by, why) {
      // After 221 both sides close at once, and which is first is chance: it counts as the server, which has to.
      ended ??= { by: isBye ? 'server' : by, ...(why !== undefined && !isBye && { why }) }
    },
    closes() {
      for (const dir of ['C', 'S'] as const) {
        queues[dir].ends({ by: 'server' })
        const rest = queues[dir].take()
        if (rest && 'line' in rest) tap.line(dir, rest.line)
        if (counts[dir] > 0) tap.line(dir, `(${counts[dir]} octets under TLS)`, true)
      }
      tap.ended(ended?.by ?? 'client', ended?.why)
    },
  }
}
