import { beforeAll, describe, expect, test } from 'vitest'
import { readDisturbances } from '../../disturbances/catalogue.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import { seed } from '../environment.ts'
import { readBook } from '../plan/book.ts'
import { planFor } from '../plan/plan.ts'
import { playOne, type PlayResult } from '../play.ts'
import { bundleCount, bundlesOf } from './bundles.ts'
import { playDisturbed, type DisturbedPlay, type Plays } from './disturbed-story.ts'

/** Tests that every story let in has the verdict of its plain play under some of the bundles, on the reference. */
export async function testBundles(numbers: readonly number[]): Promise<void> {
  const plan = planFor(await readBook(), referenceTarget(), seed)
  const bundles = bundlesOf(await readDisturbances(), bundleCount)
  const plain = new Map<string, PlayResult>()

  beforeAll(async () => {
    for (const play of plan.plays) plain.set(play.scenario.id, await playOne(plan, play))
  })

  describe.for(
    numbers.flatMap((number) => (bundles[number] ? [[number + 1, bundles[number]] as const] : [])),
  )('bundle %i of disturbances', ([, bundle]) => {
    test(`no story heeds ${bundle.map(({ name }) => name).join(', ')}`, async () => {
      const told: string[] = []
      for (const play of plan.plays) {
        const before = plain.get(play.scenario.id)
        if (!before) throw new RangeError(`${play.scenario.id} was not played`)
        const plays: Plays = (disturbed, within) => playOne(plan, disturbed, { within })
        const { broken, untold } = await playDisturbed(plan, play, { plain: before, bundle, plays })
        told.push(
          ...[...broken, ...untold.filter(isStopped)].map((each) => `${play.scenario.id} ${inWords(each)}`),
        )
      }
      expect(told).toEqual([])
    })
  })
}

/** What cannot be played or said is passed over; what stopped or failed on the reference is to be mended. */
const isStopped = ({ result }: DisturbedPlay): boolean => result.verdict !== 'unsupported'

const inWords = ({ by, result: { verdict, reasons } }: DisturbedPlay): string =>
  `${verdict} under ${by.join(', ')}: ${reasons.map(({ text }) => text).join('; ')}`
