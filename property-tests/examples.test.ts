import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadTargetFile } from '../scenarios/cli/targets.ts'
import { parsedFile } from '../scenarios/cli/yaml-file.ts'
import { mailspec } from '../scenarios/cli/testing.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'examples')
const workflows = readdirSync(folder).filter((file) => file.endsWith('.yml'))

/** `run --target --out` of `pnpm mailspec run --target x --out y`. */
const callsIn = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/pnpm@12 mailspec (.+)$/gm)].map(
    ([, call = '']) => call.match(/^(?:report merge|\w+)|--\w+/g) ?? [],
  )

test('the target file of the examples is one', () => {
  expect(loadTargetFile(join(folder, 'target.yaml')).name).toBe('our-server')
})

test.each(workflows)('%s is a workflow, and calls mailspec by commands and options it has', async (file) => {
  expect(parsedFile(join(folder, file))).toMatchObject({ jobs: {} })
  const calls = callsIn(readFileSync(join(folder, file), 'utf8'))
  expect(calls.length).toBeGreaterThan(0)
  for (const [command = '', ...options] of calls) {
    const { code, out } = await mailspec(...command.split(' '), '--help')
    expect(code).toBe(0)
    for (const option of options) expect(out, `${file}: ${command}`).toContain(`${option} `)
  }
})
