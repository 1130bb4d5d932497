import { readBook } from '../scenarios/run/plan/book.ts'
import { planFor } from '../scenarios/run/plan/plan.ts'
import { playOne } from '../scenarios/run/play.ts'
import { referenceTarget } from '../scenarios/targets/reference/target.ts'
import { median, under, type Effort, type Figure, type Findings } from './figures.ts'

/** How many scenarios are listed by name, the dearest first. */
const listed = 10

/** Measures what a scenario costs: the whole book, again and again, on the reference server. */
export async function book({ warmUps, rounds }: Effort): Promise<Findings> {
  const plan = planFor(await readBook(), referenceTarget(), 1)
  const costs = new Map<string, number[]>(plan.plays.map(({ scenario }) => [scenario.id, []]))
  const failing = new Set<string>()
  const whole: number[] = []
  for (let round = -warmUps; round < rounds; round++) {
    const begun = performance.now()
    for (const play of plan.plays) {
      const from = performance.now()
      const { verdict } = await playOne(plan, play)
      const cost = performance.now() - from
      if (verdict !== 'conforms') failing.add(play.scenario.id)
      if (round >= 0) costs.get(play.scenario.id)?.push(cost)
    }
    if (round >= 0) whole.push(performance.now() - begun)
  }
  const total = median(whole)
  const scenarios = [...costs]
    .map(([name, samples]): Figure => ({
      name,
      unit: 'ms',
      samples,
      ratio: { to: 'the book', value: median(samples) / total },
    }))
    .sort((a, b) => median(b.samples) - median(a.samples))
  const medians = scenarios.map(({ samples }) => median(samples))
  return {
    title: `The book: ${plan.plays.length} scenarios on the reference server, one after the other, without reports`,
    figures: [
      { name: 'the book', unit: 'ms', samples: whole, budgets: [under(30_000, 'ms', whole)] },
      {
        name: 'a scenario, of the medians of all',
        unit: 'ms',
        samples: medians,
        budgets: [under(20, 'ms', medians)],
      },
      ...scenarios.slice(0, listed),
    ],
    remarks: [...failing].map((id) => `${id} does not conform, so its time says little`),
  }
}
