import { builtInTargets } from '../scenarios/cli/targets.ts'
import { readBook } from '../scenarios/run/plan/book.ts'
import { inRestartOrder, isPlayable } from '../scenarios/run/plan/order.ts'
import { planFor } from '../scenarios/run/plan/plan.ts'
import { playOnOne, type PlayedTarget } from '../scenarios/run/play-target.ts'
import { under, type Figure, type Findings } from './figures.ts'

/**
 * Measures the servers of others that can be run on this machine: how long one takes to greet, how long the book takes
 * on each, and what the time goes into. One round: the book on all of them takes minutes.
 */
export async function targets(): Promise<Findings> {
  const book = await readBook()
  const figures: Figure[] = []
  const remarks: string[] = []
  const wholes: number[] = []
  for (const target of builtInTargets().filter(({ clock }) => clock === 'turned')) {
    const [obstacle] = target.obstacles?.() ?? []
    if (obstacle) {
      remarks.push(`${target.name} cannot run here: ${obstacle.why}`)
      continue
    }
    const plan = planFor(book, target, 1)
    const inOrder = { ...plan, plays: inRestartOrder(plan.plays) }
    const played = await playOnOne(inOrder, { onResult: async () => {} })
    if (played.trouble !== undefined) remarks.push(`${target.name}: ${played.trouble}`)
    wholes.push(played.durationMs)
    figures.push(...figuresOf(played, plan.plays.filter(isPlayable).length))
  }
  if (wholes.length > 0) {
    const all = wholes.reduce((sum, each) => sum + each, 0)
    figures.push({
      name: `all ${wholes.length} targets, one after the other`,
      unit: 'ms',
      samples: [all],
      budgets: [under(25 * 60_000, 'ms', [all])],
    })
  }
  return { title: 'Servers of others: the book on each, in the order that spares restarts', figures, remarks }
}

/** The first start is left out where there are more: it may have had to fetch packages. */
function figuresOf(
  { name, durationMs, starts, startingMs, clockMs }: PlayedTarget,
  playable: number,
): Figure[] {
  const warm = starts.length > 1 ? starts.slice(1) : starts
  const share = (part: number) => ({ to: `the book on ${name}`, value: part / durationMs })
  const sessionsMs = durationMs - startingMs - clockMs
  return [
    {
      name: `${name}: the book, ${playable} scenarios on ${starts.length} servers`,
      unit: 'ms',
      samples: [durationMs],
      budgets: [under(180_000, 'ms', [durationMs])],
    },
    ...(warm.length === 0
      ? []
      : [
          {
            name: `${name}: a start, until it greets`,
            unit: 'ms' as const,
            samples: warm,
            budgets: [under(2_000, 'ms', warm)],
          },
        ]),
    { name: `${name}: in starts`, unit: 'ms', samples: [startingMs], ratio: share(startingMs) },
    { name: `${name}: in moves of the clock`, unit: 'ms', samples: [clockMs], ratio: share(clockMs) },
    { name: `${name}: in sessions`, unit: 'ms', samples: [sessionsMs], ratio: share(sessionsMs) },
  ]
}
