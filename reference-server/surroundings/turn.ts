/**
 * A turn at the process, which all sessions share. One with much to do asks after every step of its work whether its
 * turn is over, and lets the others in.
 */
export interface Turn {
  /** Ends a step: undefined while the turn lasts, else a promise that settles when whatever waited had its own turn. */
  step(): Promise<void> | undefined
}

/** What a turn may last: so many steps, and so long that nobody notices. */
const [mostSteps, mostMilliseconds] = [64, 5]

/** Begins turns, one after the other. */
export function createTurn(): Turn {
  let steps = 0
  let since = performance.now()
  return {
    step: () => {
      steps += 1
      if (steps < mostSteps && performance.now() - since < mostMilliseconds) return undefined
      return new Promise((resume) => {
        setImmediate(() => {
          steps = 0
          since = performance.now()
          resume()
        })
      })
    },
  }
}
