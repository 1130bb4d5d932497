// A small part whose mutants are known: of some the tests beside it take notice, and one they miss on purpose.

/** Whether fruit of so many days may be picked. */
export function isRipe(days: number): boolean {
  return days >= 30
}

/** How many baskets are needed; a loop that a mutant makes endless. */
export function baskets(fruits: number): number {
  let count = 0
  for (let left = fruits; left > 0; left -= 10) count += 1
  return count
}

/** Puts word into a box later on, if there is one; a mutant makes that fail where nobody waits for it. */
export function sendWord(to: string, boxes: ReadonlyMap<string, string[]>): void {
  setImmediate(() => void boxes.get(to)?.push('ripe'))
}
