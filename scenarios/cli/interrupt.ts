import { exitCodes } from './exit.ts'

/** Ctrl-C while scenarios are played: `signal` is aborted by the first one. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal
}

/**
 * Listens for Ctrl-C: the first one asks for an end in order, the second makes one. The listener stays until it is
 * disposed of: libraries that find none left take the signal for their own, and end the process.
 */
export function listensForCtrlC(): Interrupt {
  const controller = new AbortController()
  const hears = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted)
    controller.abort()
  }
  process.on('SIGINT', hears)
  return { signal: controller.signal, [Symbol.dispose]: () => void process.off('SIGINT', hears) }
}
