/**
 * A session's turn at the process, which all sessions share. One with much to do asks after every step of its work
 * whether its turn is over, and lets the others in.
 */
export interface Turn {
  /** Ends a step: undefined while the turn lasts, else a promise that settles when whatever waited had its own turn. */
  step(): Promise<void> | undefined
}

/** What a turn may last: so many steps, and so long that nobody notices. */
const [mostSteps, mostMilliseconds] = [64, 5]

// The process has one loop. All turns of one round of it share its time, so that many busy sessions keep nobody waiting
// longer than one does: when the time is over, each of them has a single step more.
let roundBegan = performance.now()
let nextRound: Promise<void> | undefined

const others = (): Promise<void> =>
  (nextRound ??= new Promise((resume) => {
    setImmediate(() => {
      nextRound = undefined
      roundBegan = performance.now()
      resume()
    })
  }))

/** Begins turns, one after the other. */
export function createTurn(): Turn {
  let steps = 0
  return {
    step: () => {
      steps += 1
      if (steps < mostSteps && performance.now() - roundBegan < mostMilliseconds) return undefined
      steps = 0
      return others()
    },
  }
}
