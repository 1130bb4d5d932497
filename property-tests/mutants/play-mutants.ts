import { openAskings, type MostAsked } from './asking.ts'
import type { Crew } from './crew.ts'
import type { Task } from './messages.ts'
import type { Check, CleanCheck, Fate, Kill, Mutant } from './mutant.ts'
import { openNeighbourhood } from './neighbours.ts'
import type { Answer } from './worker-process.ts'

/** What is told while mutants are played. */
export interface Progress {
  readonly doing: string
  readonly done: number
  readonly of: number
}

export interface Game {
  readonly crew: Crew
  readonly mutants: readonly Mutant[]
  /** Scenarios, by id. */
  readonly stories: readonly string[]
  /** Files of tests that are asked about a mutant no story kills. */
  readonly testsFor: (mutant: Mutant) => readonly string[]
  /** Whether those are asked before the stories. */
  readonly testsFirst: (mutant: Mutant) => boolean
  /** The areas of stories that are about the part of a mutant. */
  readonly areasOf?: (mutant: Mutant) => readonly string[]
  /** How many stories are asked about one mutant, and how many tests. */
  readonly most: Readonly<Record<Check['by'], MostAsked>>
  /** Whether no mutant is begun any more. */
  readonly isTimeUp?: () => boolean
  readonly lastKiller: (mutant: Mutant) => Check | undefined
  /** Told of each fate as soon as it is certain. */
  readonly onFate?: (fate: Fate) => void
  readonly onProgress: (progress: Progress) => void
  /** Told of a check or a file of tests that cannot be asked. */
  readonly onProblem: (what: string, why: string) => void
}

/**
 * Plays mutants: against the stories, and what those leave against the tests of their part, or the other way round.
 *
 * @returns what became of each, those apart for which the time was not enough
 */
export async function playMutants(game: Game): Promise<readonly Fate[]> {
  const { crew, mutants, stories, testsFor, most, isTimeUp = () => false } = game
  const kills = new Map<string, Kill>()
  const covered = new Set<string>()
  const leftOpen = new Set<string>()
  const alive = () => mutants.filter(({ id }) => !kills.has(id))
  const fateOf = (mutant: Mutant): Fate => {
    const kill = kills.get(mutant.id)
    if (kill) return { mutant, status: 'killed', kill }
    return { mutant, status: covered.has(mutant.id) ? 'survived' : 'uncovered' }
  }

  async function ask(
    findClean: () => Promise<readonly CleanCheck[]>,
    about: readonly Mutant[],
    by: Check['by'],
  ): Promise<void> {
    if (isTimeUp()) for (const { id } of about) leftOpen.add(id)
    if (about.length === 0 || isTimeUp()) return
    const clean = await findClean()
    const kind = by === 'story' ? 'stories' : 'tests'
    const isAskedLast = (mutant: Mutant) => (by === 'story') === game.testsFirst(mutant)
    const { areasOf = () => [] } = game
    const askAbout = openAskings({ clean, atLoad: crew.atLoad, mutants, most: most[by], areasOf })
    const reached = about.filter((mutant) => askAbout(mutant, []).checks.length > 0)
    for (const { id } of reached) covered.add(id)
    const neighbourhood = openNeighbourhood()
    const byId = new Map(reached.map((mutant) => [mutant.id, mutant]))
    // Each is made as it is handed out: what killed the neighbours is known by then.
    function* tasks() {
      for (const mutant of reached) {
        if (isTimeUp()) {
          leftOpen.add(mutant.id)
          continue
        }
        const last = game.lastKiller(mutant)
        const likely = [...(last ? [last] : []), ...neighbourhood.near(mutant)]
        const { atLoad, checks: asked } = askAbout(mutant, likely)
        yield {
          ask: 'mutant' as const,
          mutant: mutant.id,
          checks: [...asked],
          ...(atLoad && { loads: mutant.file }),
        }
      }
    }
    await inTurn(game, `mutants against ${kind}`, tasks(), reached.length, (task, answer) => {
      const kill = killIn(task, answer)
      const mutant = byId.get(task.mutant)
      if (!mutant) return
      if (kill) kills.set(task.mutant, kill)
      if (kill) neighbourhood.note(mutant, kill)
      if (kill || isAskedLast(mutant)) game.onFate?.(fateOf(mutant))
    })
    for (const mutant of about)
      if (isAskedLast(mutant) && !byId.has(mutant.id) && !leftOpen.has(mutant.id))
        game.onFate?.(fateOf(mutant))
  }

  let book: Promise<readonly CleanCheck[]> | undefined
  const readsBook = () =>
    cleanRuns(
      game,
      stories.map((id) => ({ by: 'story', id })),
      'stories without a mutant',
    )
  async function tellsStories(about: readonly Mutant[]): Promise<void> {
    await ask(() => (book ??= readsBook()), about, 'story')
  }
  await tellsStories(mutants.filter((mutant) => !game.testsFirst(mutant)))
  for (const [joined, left] of Map.groupBy(alive(), (mutant) => testsFor(mutant).join(' '))) {
    const readsTests = async () =>
      cleanRuns(game, await testsIn(game, joined.split(' ').filter(Boolean)), 'tests without a mutant')
    await ask(readsTests, left, 'test')
  }
  await tellsStories(alive().filter(game.testsFirst))
  return mutants.filter(({ id }) => kills.has(id) || !leftOpen.has(id)).map(fateOf)
}

async function cleanRuns(game: Game, checks: readonly Check[], doing: string): Promise<CleanCheck[]> {
  const runs: CleanCheck[] = []
  const tasks = checks.map(({ by, id }) => ({ ask: 'clean' as const, check: { by, id } }))
  await inTurn(game, doing, tasks, tasks.length, ({ check }, answer) => {
    if (!('report' in answer)) return game.onProblem(check.id, answer.why)
    if (answer.report.told !== 'clean') return
    const { problem, effort, hits } = answer.report
    if (problem !== undefined) return game.onProblem(check.id, problem)
    runs.push({ ...check, effort, hits: new Map(Object.entries(hits)) })
  })
  return runs
}

async function testsIn(game: Game, files: readonly string[]): Promise<readonly Check[]> {
  const found: Check[] = []
  const tasks = files.map((file) => ({ ask: 'tests' as const, file }))
  await inTurn(game, 'files of tests', tasks, tasks.length, ({ file }, answer) => {
    if (!('report' in answer)) return game.onProblem(file, answer.why)
    if (answer.report.told !== 'tests') return
    if (answer.report.problem !== undefined) game.onProblem(file, answer.report.problem)
    found.push(...answer.report.tests.map((id) => ({ by: 'test' as const, id })))
  })
  return found
}

async function inTurn<T extends Task>(
  { crew, onProgress }: Game,
  doing: string,
  tasks: Iterable<T>,
  of: number,
  onAnswer: (task: T, answer: Answer) => void,
): Promise<void> {
  let done = 0
  onProgress({ doing, done, of })
  await crew.work(tasks, (task, answer) => {
    done += 1
    onAnswer(task, answer)
    onProgress({ doing, done, of })
  })
}

/** Who killed a mutant, if anybody: a worker that went down over it counts as much as a claim that broke. */
function killIn(task: Extract<Task, { ask: 'mutant' }>, answer: Answer): Kill | undefined {
  if ('report' in answer) return answer.report.told === 'mutant' ? answer.report.kill : undefined
  const over = answer.over ?? task.checks[0]
  const manner = answer.wentDown === 'crash' ? 'crash' : 'hang'
  return over && { by: over.by, id: over.id, manner, why: answer.why }
}
