import { NeedUnmet } from '../evidence/faults.ts'

/** What a disturbance cannot say in the words of a story: the story is not played under it. */
export class NotSayable extends NeedUnmet {
  constructor(what: string) {
    super('not sayable', what)
  }
}
