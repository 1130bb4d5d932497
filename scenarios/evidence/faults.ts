/** A set-up step the target did not take: the story stops there and is inconclusive. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused'
}

/** Our own code, or the way it was used, is wrong: the scenario is faulty, and the target is not to blame. */
export class HarnessFault extends Error {
  override readonly name = 'HarnessFault'
}
