import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { configureGlobal } from 'fast-check'
import type { Scenario } from '#dsl'
import { readBook } from '../../scenarios/run/plan/book.ts'
import { planFor } from '../../scenarios/run/plan/plan.ts'
import { playOne } from '../../scenarios/run/play.ts'
import type { Target } from '../../scenarios/targets/target.ts'
import type { Check } from './mutant.ts'
import { testsOf, type HostedTest } from './stand-in.ts'

// That a property fails is enough: nobody reads the counter-example, and a smaller one takes its time.
configureGlobal({ endOnFailure: true })

const root = join(import.meta.dirname, '..', '..')

/** Runs stories and tests by name. */
export interface Runner {
  /** Runs one; what it says is why it does not hold. */
  run(check: Check, signal: AbortSignal): Promise<string | undefined>
  testsIn(file: string): Promise<readonly string[]>
}

/** A file of the server, loaded for the so manieth time. */
export interface Generation {
  readonly nth: number
  readonly of: string
}

/** Runs on what is loaded, or on a generation of its own: a file and what builds on it, loaded once more. */
export async function openRunner(seed: number, generation?: Generation): Promise<Runner> {
  const again = generation ? `?generation=${generation.nth}&of=${generation.of}` : ''
  const load = (file: string): Promise<Record<string, unknown>> =>
    import(pathToFileURL(join(root, file)).href + again)
  const book = new Map((await theBook()).map((scenario) => [scenario.id, scenario]))
  const target = await referenceOf(load)
  const files = new Map<string, Promise<readonly HostedTest[]>>()
  const testsIn = async (file: string) => {
    const loading = files.get(file) ?? testsOf(() => load(file))
    files.set(file, loading)
    return loading
  }

  async function play(scenario: Scenario, signal: AbortSignal): Promise<string | undefined> {
    const plan = planFor([scenario], target(), seed)
    const [first] = plan.plays
    if (!first) throw new RangeError('an empty plan')
    const { verdict, reasons } = await playOne(plan, first, { signal })
    return verdict === 'conforms' ? undefined : [verdict, reasons[0]?.text ?? ''].join(': ')
  }

  async function test(id: string): Promise<string | undefined> {
    const [file = '', ...names] = id.split(' > ')
    const found = (await testsIn(file)).find(({ name }) => name === names.join(' > '))
    if (!found) return 'there is no such test'
    try {
      await found.run()
      return undefined
    } catch (error) {
      return firstLine(error)
    }
  }

  return {
    testsIn: async (file) => (await testsIn(file)).map(({ name }) => `${file} > ${name}`),
    async run({ by, id }, signal) {
      if (by === 'test') return test(id)
      const scenario = book.get(id)
      return scenario ? play(scenario, signal) : 'there is no such scenario'
    },
  }
}

let read: Promise<readonly Scenario[]> | undefined
const theBook = () => (read ??= readBook())

async function referenceOf(load: (file: string) => Promise<Record<string, unknown>>): Promise<() => Target> {
  const { referenceTarget } = await load('scenarios/targets/reference/target.ts')
  if (typeof referenceTarget !== 'function') throw new TypeError('the reference target is not where it was')
  return () => referenceTarget()
}

/** The first line of an error, for a report. */
export const firstLine = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split('\n')[0] ?? ''
