import { numberIn, startChild } from './children.ts'
import { ratioTo, type Effort, type Figure, type Findings } from './figures.ts'

/** How many addresses are remembered. */
const populations = [1, 1_000, 1_000_000] as const

/** Measures one policy decision with few and with many remembered addresses, and what remembering one takes. */
export async function decisions({ warmUps, rounds }: Effort): Promise<Findings> {
  await using child = startChild(new URL('./decision-process.ts', import.meta.url), [], {
    execArgv: ['--expose-gc'],
  })
  const costs: number[][] = populations.map(() => [])
  const octets: number[] = []
  for (let round = -warmUps; round < rounds; round++) {
    for (const [nth, population] of populations.entries()) {
      const answer = await child.ask({ population })
      if (round >= 0) costs[nth]?.push(numberIn(answer, 'microseconds'))
      if (round >= 0 && population === populations.at(-1)) octets.push(numberIn(answer, 'octets'))
    }
  }
  const alone = costs[0] ?? []
  const figures = populations.map((population, nth): Figure => {
    const samples = costs[nth] ?? []
    const value = ratioTo(samples, alone)
    return {
      name: `a decision with ${population.toLocaleString('en')} remembered`,
      unit: 'µs',
      samples,
      ratio: { to: 'with one', value },
      ...(nth > 0 && { budgets: [{ words: 'under 2 × with one', within: value < 2 }] }),
    }
  })
  return {
    title: 'Decisions: may this address relay? POP before SMTP, an address group and AUTH are asked',
    figures: [
      ...figures,
      {
        name: 'memory for one address',
        unit: 'octets',
        samples: octets,
        budgets: [{ words: 'under 200 octets', within: Math.max(...octets) < 200 }],
      },
    ],
    remarks: [],
  }
}
