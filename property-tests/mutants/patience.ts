/** What a process did: milliseconds of its processor's time, and milliseconds in which it had nothing to do. */
export interface Effort {
  readonly busy: number
  readonly idle: number
}

/** How the process itself is looked at. */
export interface Pulse {
  /** Milliseconds of the processor's time that were used so far. */
  readonly used: () => number
  /** Does something every so many milliseconds until it is told to stop. */
  readonly every: (milliseconds: number, work: () => void) => { readonly stop: () => void }
}

/** What a process does, counted from when it was opened until it is disposed of. */
export interface Watch extends Effort, Disposable {
  /** Aborted as soon as more is done than may be. */
  readonly signal: AbortSignal
}

/** How often the process is looked at, in milliseconds. */
const beat = 50

/** A process that uses less of its processor in a beat had nothing to do; one that waits for a processor uses all it gets. */
const hardlyAnything = 1

/**
 * Counts what this process does, and says when it is too much. Other processes of a busy machine make everything last
 * longer, but they neither take more of the processor's time for it nor give it less to do.
 */
export function openWatch(most: Effort, { used, every }: Pulse = ownPulse): Watch {
  const end = new AbortController()
  const began = used()
  let last = began
  let idle = 0
  const beats = every(beat, () => {
    const now = used()
    if (now - last < hardlyAnything) idle += beat
    last = now
    if (idle > most.idle || now - began > most.busy) end.abort()
  })
  return {
    signal: end.signal,
    get busy() {
      return used() - began
    },
    get idle() {
      return idle
    },
    [Symbol.dispose]: () => beats.stop(),
  }
}

const ownPulse: Pulse = {
  used() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
  every(milliseconds, work) {
    const timer = setInterval(work, milliseconds)
    return { stop: () => clearInterval(timer) }
  },
}
