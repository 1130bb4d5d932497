import { durationInWords, verdictWords } from '../../reports/words.ts'
import { printable } from '../evidence/printable.ts'
import type { Verdict } from '../evidence/verdict.ts'
import type { Io } from './io.ts'

/** Says how far a run is. */
export interface Progress {
  /** One more scenario was played. */
  told(scenario: string, verdict: Verdict): void
  /** Leaves the terminal as it should be for what comes next. */
  ended(): void
}

/** Begins the line anew. */
const clear = '\r\u001b[2K'
const width = 100

/**
 * On a terminal one line that is rewritten, with the time left; what does not conform stays above it. Elsewhere, and in
 * CI, one line for each scenario that was played.
 *
 * @param now milliseconds of real time
 */
export function createProgress(io: Io, total: number, now: () => number = () => performance.now()): Progress {
  const started = now()
  let played = 0
  const count = (): string => `${String(played).padStart(4)}/${total}`
  if (!io.terminal || (io.env?.['CI'] ?? '') !== '') {
    return {
      told: (scenario, verdict) => {
        played++
        // Nothing happened: what is not played is counted at the end, by reason.
        if (verdict === 'unsupported') return
        io.out(`${count()}  ${verdict.padEnd(12)}  ${scenario}\n`)
      },
      ended: () => {},
    }
  }
  return {
    told: (scenario, verdict) => {
      played++
      const stays = verdict !== 'conforms' && verdict !== 'unsupported'
      const name = printable(scenario)
      const line = stays ? `${verdictWords[verdict].symbol} ${verdict.padEnd(12)}  ${name}\n` : ''
      io.styled(`${clear}${line}${`${count()}  ${timeLeft()}  ${name}`.slice(0, width)}`)
    },
    ended: () => io.styled(clear),
  }

  /** By the pace so far, in whole seconds. */
  function timeLeft(): string {
    const left = ((now() - started) / played) * (total - played)
    return left < 1000 ? 'almost done' : `about ${durationInWords(Math.round(left / 1000) * 1000)} left`
  }
}
