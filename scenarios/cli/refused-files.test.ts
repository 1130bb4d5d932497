import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { UsageError } from './exit.ts'
import { expectationsFor } from './expected-file.ts'
import { mailspec } from './testing.ts'

// A file that nobody can have meant is refused in one line, wherever it is given.

const folder = mkdtempSync(join(tmpdir(), 'mailspec-refused-'))
const file = (name: string): string => join(folder, name)
const scenario = 'relay/one-session-two-answers-kerio'
const evidence = (): string => file(`runs/latest/evidence/${scenario}@reference.json`)

beforeAll(async () => void (await mailspec('run', scenario, '--out', file('runs'))))
afterAll(() => rmSync(folder, { recursive: true }))

const aliases = 'abcdefgh'.split('')
const bomb = [
  'a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]',
  ...aliases.slice(1).map((name, at) => `${name}: &${name} [${Array(9).fill(`*${aliases[at]}`).join(', ')}]`),
].join('\n')

const commands: Readonly<Record<string, (path: string) => readonly string[]>> = {
  run: (path) => ['run', '--target', path, '--out', file('out')],
  compare: (path) => ['compare', '--targets', path, '--out', file('out')],
  plan: (path) => ['plan', '--target', path],
  stage: (path) => ['stage', scenario, '--target', path],
  doctor: (path) => ['doctor', path],
  replay: (path) => ['replay', evidence(), '--target', path],
  'serve --explain': (path) => ['serve', '--explain', '--policy', path],
  serve: (path) => ['serve', '--policy', path],
  'tool get': (path) => ['tool', 'get', 'system', 'c_mail_smtp_delivery_messagesubmission', '--policy', path],
}

const texts = [
  ['aliases that make it too large', bomb, /its aliases make it too large\n$/],
  ['an alias of itself', 'vouches: &v { x: *v }', /it is nested too deeply, or refers to itself\n$/],
  ['no end of brackets', '['.repeat(10_000), /it is nested too deeply, or refers to itself\n$/],
] as const

test.each(
  Object.entries(commands).flatMap(([name, args]) => texts.map((text) => [name, ...text, args] as const)),
)('%s refuses a file with %s', async (_, __, text, why, args) => {
  const path = file('given.yaml')
  writeFileSync(path, text)
  const { code, out, err } = await mailspec(...args(path))
  expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 64, out: '', lines: 1 })
  expect(err).toMatch(why)
  expect(err).toContain('given.yaml: ')
})

test.each(texts)('expectations with %s are refused', (_, text, why) => {
  writeFileSync(file('box.yaml'), text)
  expect(() => expectationsFor('box', folder)).toThrow(UsageError)
  expect(() => expectationsFor('box', folder)).toThrow(new RegExp(why.source.replace(String.raw`\n`, '')))
})

test.each(['judge', 'replay'])('%s refuses evidence that is nested beyond all measure', async (command) => {
  const path = file('deep.json')
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  writeFileSync(path, `{ "version": 1, "scenario": "x", "policyApplied": ${deep} }`)
  const { code, out, err } = await mailspec(command, path)
  expect({ code, out }).toEqual({ code: 64, out: '' })
  expect(err).toMatch(/^mailspec: .*deep\.json: nested too deeply\n$/)
})
