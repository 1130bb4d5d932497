import { beforeAll, describe, expect, test } from 'vitest'
import { readDisturbances } from '../../disturbances/catalogue.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import { seed } from '../environment.ts'
import { readBook } from '../plan/book.ts'
import { planFor } from '../plan/plan.ts'
import { playOne, type PlayResult } from '../play.ts'
import { bundleCount, bundlesOf } from './bundles.ts'
import { playDisturbed, type DisturbedPlay, type Plays } from './disturbed-story.ts'

/** How many test files share the book. */
const files = 2

/**
 * Tests on the reference that every story let in has the verdict of its plain play under each bundle.
 *
 * @param file the number of the file, counted from 0: each takes other stories, so that all are played plainly once
 */
export async function testBundles(file: number): Promise<void> {
  const plan = planFor(await readBook(), referenceTarget(), seed)
  const plays = plan.plays.filter((_, place) => place % files === file)
  const bundles = bundlesOf(await readDisturbances(), bundleCount)
  const plain = new Map<string, PlayResult>()

  beforeAll(async () => {
    for (const play of plays) plain.set(play.scenario.id, await playOne(plan, play))
  })

  describe.for(bundles.map((bundle, number) => [number + 1, bundle] as const))(
    'bundle %i of disturbances',
    ([, bundle]) => {
      test(`no story heeds ${bundle.map(({ name }) => name).join(', ')}`, async () => {
        const told: string[] = []
        for (const play of plays) {
          const before = plain.get(play.scenario.id)
          if (!before) throw new RangeError(`${play.scenario.id} was not played`)
          const again: Plays = (disturbed, within) => playOne(plan, disturbed, { within })
          const { broken, untold } = await playDisturbed(plan, play, { plain: before, bundle, plays: again })
          told.push(
            ...[...broken, ...untold.filter(isStopped)].map((each) => `${play.scenario.id} ${inWords(each)}`),
          )
        }
        expect(told).toEqual([])
      })
    },
  )
}

/** What cannot be played or said is passed over; what stopped or failed on the reference is to be mended. */
const isStopped = ({ result }: DisturbedPlay): boolean => result.verdict !== 'unsupported'

const inWords = ({ by, result: { verdict, reasons } }: DisturbedPlay): string =>
  `${verdict} under ${by.join(', ')}: ${reasons.map(({ text }) => text).join('; ')}`
