import type { Step } from './models/step.ts'

/**
 * Makes a story as short as it gets while it stays what it is: parts are left out, half of it at first and single steps
 * at last, then recipients.
 *
 * @param isStill tells whether a shorter one still is what it was; asked one after the other, and at most `most` times
 */
export async function shorten(
  story: readonly Step[],
  isStill: (shorter: readonly Step[]) => Promise<boolean>,
  most: number,
): Promise<readonly Step[]> {
  let left = most
  const keeps = async (shorter: readonly Step[]): Promise<boolean> => left-- > 0 && (await isStill(shorter))
  let best = story
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    let hasChanged = true
    while (hasChanged) {
      hasChanged = false
      for (let end = best.length; end > 0; end -= size) {
        const shorter = best.toSpliced(Math.max(0, end - size), Math.min(size, end))
        if (!(await keeps(shorter))) continue
        best = shorter
        hasChanged = true
      }
    }
  }
  for (const [place, step] of best.entries()) {
    for (const simpler of simplerThan(step)) {
      const shorter = best.with(place, simpler)
      if (!(await keeps(shorter))) continue
      best = shorter
      break
    }
  }
  return best
}

/** The same mail to one of its recipients. */
const simplerThan = (step: Step): readonly Step[] =>
  'to' in step && step.to.length > 1 ? step.to.map((recipient) => ({ ...step, to: [recipient] })) : []
