/** A set-up step that the target refused: the story stops there and is inconclusive. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused'
}

/** Our own code, or the way it was used, is wrong: the scenario is faulty, and the target is not to blame. */
export class HarnessFault extends Error {
  override readonly name = 'HarnessFault'
}

/** During the story the target reported that it lacks what the story needs. */
export class NeedUnmet extends Error {
  override readonly name = 'NeedUnmet'
  readonly need: string

  constructor(need: string, why: string) {
    super(why)
    this.need = need
  }
}
