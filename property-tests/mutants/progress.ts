import type { Progress } from './play-mutants.ts'

/** How far it has come: a line that is written over on a terminal, a line now and then elsewhere. */
export function openProgress(out: { isTTY?: boolean; write(text: string): unknown }) {
  const clear = () => {
    if (out.isTTY === true) out.write('\r\u001b[K')
  }
  return {
    show({ doing, done, of }: Progress): void {
      if (of === 0) return
      const text = `${Math.round(performance.now() / 1000)}s: ${doing}: ${done} of ${of}`
      if (out.isTTY === true) out.write(`\r\u001b[K${text}`)
      else if (done === 0 || done === of || done % 100 === 0) out.write(`${text}\n`)
    },
    say(text: string): void {
      clear()
      out.write(`${text}\n`)
    },
    clear,
  }
}
