import type { Step } from './models/step.ts'

/**
 * Makes a story as short as it gets while it stays what it is: parts are left out, half of it at first and single steps
 * at last; then steps are made simpler, and what they no longer need is left out.
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
  const short = await leavesOut(story, keeps)
  const simple = await simplifies(short, keeps)
  return simple === short ? short : leavesOut(simple, keeps)
}

type Keeps = (shorter: readonly Step[]) => Promise<boolean>

async function leavesOut(story: readonly Step[], keeps: Keeps): Promise<readonly Step[]> {
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
  return best
}

async function simplifies(story: readonly Step[], keeps: Keeps): Promise<readonly Step[]> {
  let best = story
  for (const [place, step] of story.entries()) {
    for (const simpler of simplerThan(step)) {
      const shorter = best.with(place, simpler)
      if (!(await keeps(shorter))) continue
      best = shorter
      break
    }
  }
  return best
}

/** The age of what happened last; a call in place of a session; one recipient of several. */
function simplerThan(step: Step): readonly Step[] {
  if (step.is === 'ages' && step.back > 0) return [{ ...step, back: 0 }]
  if (step.is === 'offers-there' || step.is === 'sends-there') {
    const { who, from, to } = step
    return to.map((recipient) => ({
      is: step.is === 'offers-there' ? 'offers' : 'sends',
      door: 'mx',
      who,
      from,
      to: [recipient],
    }))
  }
  return 'to' in step && step.to.length > 1 ? step.to.map((recipient) => ({ ...step, to: [recipient] })) : []
}
