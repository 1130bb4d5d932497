/** A number of places. Who finds none free waits for one, in the order of coming. */
export interface Lanes {
  /** @returns gives the place back */
  take(): Promise<() => void>
}

/** @param limit how many places there are; asked each time one is taken or given back */
export function createLanes(limit: () => number): Lanes {
  const waiting: (() => void)[] = []
  let taken = 0
  const admit = (): void => {
    while (taken < limit()) {
      const next = waiting.shift()
      if (!next) return
      taken += 1
      next()
    }
  }
  const leave = (): void => {
    taken -= 1
    admit()
  }
  return {
    take: () =>
      new Promise((resolve) => {
        waiting.push(() => resolve(leave))
        admit()
      }),
  }
}
