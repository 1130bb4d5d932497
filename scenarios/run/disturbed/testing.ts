import { describe, expect, test } from 'vitest'
import { readDisturbances } from '../../disturbances/catalogue.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import { seed } from '../environment.ts'
import { readBook } from '../plan/book.ts'
import { planFor } from '../plan/plan.ts'
import { playOne } from '../play.ts'
import { playDisturbed, type DisturbedPlay, type Plays } from './disturbed-story.ts'

/** How many test files share the book. */
const files = 2

/**
 * Tests on the reference that every story has the verdict of its plain play under all the disturbances that let it in.
 *
 * @param file the number of the file, counted from 0: each takes other stories
 */
export async function testDisturbed(file: number): Promise<void> {
  const plan = planFor(await readBook(), referenceTarget(), seed)
  const disturbances = await readDisturbances()
  const plays: Plays = (disturbed, within) => playOne(plan, disturbed, { within })

  // Side by side, as a story waits for sockets and programs again and again.
  describe.concurrent('disturbed, the verdict stays the same', () => {
    test.for(
      plan.plays
        .filter((_, place) => place % files === file)
        .map((play) => [play.scenario.id, play] as const),
    )('%s', async ([, play]) => {
      const plain = await playOne(plan, play)
      const { broken, untold } = await playDisturbed(plan, play, { plain, disturbances, plays })
      expect([...broken, ...untold.filter(isStopped)].map(inWords)).toEqual([])
    })
  })
}

/** What cannot be played or said is passed over; what stopped or failed on the reference is to be mended. */
const isStopped = ({ result }: DisturbedPlay): boolean => result.verdict !== 'unsupported'

const inWords = ({ by, result: { verdict, reasons } }: DisturbedPlay): string =>
  `${verdict} under ${by.join(', ')}: ${reasons.map(({ text }) => text).join('; ')}`
