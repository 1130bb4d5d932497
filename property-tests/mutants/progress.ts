import type { Progress } from './play-mutants.ts'

/** So much of the time is over before what is left is guessed, and between two lines, in milliseconds. */
const pause = 10_000

/** How far it has come: a line that is written over on a terminal, a line now and then elsewhere. */
export function openProgress(
  out: { isTTY?: boolean; write(text: string): unknown },
  now: () => number = () => performance.now(),
) {
  const clear = () => {
    if (out.isTTY === true) out.write('\r\u001b[K')
  }
  let doingNow: string | undefined
  let began = 0
  let lastLine = 0
  return {
    show({ doing, done, of }: Progress): void {
      if (of === 0) return
      if (doing !== doingNow || done === 0) began = now()
      doingNow = doing
      const took = now() - began
      const left =
        done > 0 && done < of && took >= pause ? `, ${inWords((took / done) * (of - done))} left` : ''
      const text = `${Math.round(now() / 1000)}s: ${doing}: ${done} of ${of}${left}`
      if (out.isTTY === true) out.write(`\r\u001b[K${text}`)
      else if (done === 0 || done === of || now() - lastLine >= pause) {
        lastLine = now()
        out.write(`${text}\n`)
      }
    },
    say(text: string): void {
      clear()
      out.write(`${text}\n`)
    },
    clear,
  }
}

function inWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 90 ? `about ${seconds}s` : `about ${Math.round(seconds / 60)} minutes`
}
