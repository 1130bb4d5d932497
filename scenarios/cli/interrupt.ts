import { exitCodes } from './exit.ts'
import type { Io } from './io.ts'

/** Ctrl-C while scenarios are played. */
export interface Interrupt extends Disposable {
  /** Aborted by the first one. */
  readonly signal: AbortSignal
  /** Announces a report that exists from now on, whatever happens. */
  reports(path: string): void
}

/** The reason everything is aborted with. */
export const interruption = 'interrupted'

/** The time that an orderly end may take, in milliseconds; then the process is ended. */
const endsWithin = 2_500

const nothingWritten = 'no report was written'

/** Ends the process at Ctrl-C, unless another listener has taken over. */
export function endsAtCtrlC(): void {
  process.on('SIGINT', () => {
    if (process.listenerCount('SIGINT') === 1) ends(nothingWritten, (text) => process.stderr.write(text))
  })
}

/**
 * Listens for Ctrl-C: the first requests an orderly end, which must come soon; the second ends the process. The
 * listener stays until it is disposed of, because libraries that find no listener end the process themselves.
 */
export function listensForCtrlC({ err }: Pick<Io, 'err'>): Interrupt {
  const controller = new AbortController()
  let left = nothingWritten
  let timer: NodeJS.Timeout | undefined
  const hears = (): void => {
    if (controller.signal.aborted) ends(left, err)
    timer = setTimeout(() => ends(left, err), endsWithin)
    controller.abort(interruption)
  }
  process.on('SIGINT', hears)
  return {
    signal: controller.signal,
    reports: (path) => {
      left = `report: ${path}`
    },
    [Symbol.dispose]: () => {
      clearTimeout(timer)
      process.off('SIGINT', hears)
    },
  }
}

function ends(left: string, err: (text: string) => unknown): never {
  err(`mailspec: ${interruption}, ${left}\n`)
  process.exit(exitCodes.interrupted)
}
