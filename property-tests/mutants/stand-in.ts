// What tests get for `vitest` when they are asked about mutants: its own `expect`, and a host that keeps each test as a
// function, so that it can be run any number of times in one process. It has what the tests of pure parts use; a file
// that wants more cannot be loaded, which is said.

type Work = (...values: readonly unknown[]) => unknown
type Moment = 'beforeAll' | 'beforeEach' | 'afterEach' | 'afterAll'

interface Suite {
  readonly names: readonly string[]
  readonly around: readonly Suite[]
  readonly hooks: readonly { readonly moment: Moment; readonly work: Work }[]
}

/** A test, ready to be run with all that stands before and after it. */
export interface HostedTest {
  readonly name: string
  run(): Promise<void>
}

// `expect` asks which file is being tested.
Object.assign(globalThis, { __vitest_worker__: { filepath: '', config: { expect: {} }, environment: {} } })
export const { expect } = await import('vitest')

let tests: HostedTest[] = []
let current: Suite & { readonly hooks: { moment: Moment; work: Work }[] } = fileSuite()

/** Loads a file of tests and gives the tests it holds, in its order, each under a name of its own. */
export async function testsOf(load: () => Promise<unknown>): Promise<readonly HostedTest[]> {
  tests = []
  current = fileSuite()
  await load()
  return tests
}

function fileSuite(): typeof current {
  return { names: [], around: [], hooks: [] }
}

export const describe = Object.assign(
  (name: string, tell: Work) => {
    const around = current
    current = { names: [...around.names, name], around: [...around.around, around], hooks: [] }
    tell()
    current = around
  },
  { each: (rows: Rows) => (name: string, tell: Work) => forEach(rows, name, tell, describe) },
)

export const test = Object.assign(
  (name: string, work: Work) => {
    const suite = current
    const full = [...suite.names, name].join(' > ')
    const same = tests.filter((other) => other.name === full || other.name.startsWith(`${full} #`)).length
    tests.push({ name: same === 0 ? full : `${full} #${same + 1}`, run: () => runWithin(suite, work) })
  },
  { each: (rows: Rows) => (name: string, work: Work) => forEach(rows, name, work, test) },
)

type Rows = readonly unknown[]

function forEach(rows: Rows, name: string, work: Work, put: (name: string, work: Work) => void): void {
  for (const row of rows) {
    const values: readonly unknown[] = Array.isArray(row) ? row : [row]
    put(name.replace('%s', String(values[0])), () => work(...values))
  }
}

async function runWithin(suite: Suite, work: Work): Promise<void> {
  const outside = [...suite.around, suite]
  const hooks = (moment: Moment) =>
    outside.flatMap((one) => one.hooks.filter((hook) => hook.moment === moment))
  try {
    for (const hook of [...hooks('beforeAll'), ...hooks('beforeEach')]) await hook.work(context)
    await work(context)
  } finally {
    for (const hook of [...hooks('afterEach'), ...hooks('afterAll')]) await hook.work(context)
  }
}

/** A test that is skipped tells nothing of a mutant: it fails without one, and is not asked. */
const context = {
  skip: (...words: readonly [boolean, string] | readonly [string]): void => {
    if (words[0] !== false) throw new Error(`skipped: ${words.at(-1)}`)
  },
}

const at = (moment: Moment) => (work: Work) => void current.hooks.push({ moment, work })
export const beforeAll = at('beforeAll')
export const beforeEach = at('beforeEach')
export const afterEach = at('afterEach')
export const afterAll = at('afterAll')
