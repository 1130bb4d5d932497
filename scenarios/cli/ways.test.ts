import { expect, test } from 'vitest'
import type { Way } from '../targets/native/enclosure.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import type { Target } from '../targets/target.ts'
import { builtInTargets, waysOfBuiltIn } from './targets.ts'
import { mailspec } from './testing.ts'
import { byBestWay, waysOf } from './ways.ts'

/** A server that can be run by some ways only; without a way it is run natively. */
const runBy =
  (...open: readonly string[]) =>
  (way?: Way, name = 'box'): Target => ({
    name,
    software: way?.name ?? 'native',
    clock: 'turned',
    obstacles: () =>
      open.includes(way?.name ?? 'native') ? [] : [{ need: 'this machine', why: 'it is small' }],
    shortfalls: () => [],
    stage: async () => [],
  })

test.each([
  ['natively where that is open', ['native', 'docker'], 'native'],
  ['in a container where only that is', ['docker'], 'docker'],
  ['natively, which then says why not, where nothing is', [], 'native'],
])('a name without a way is run %s', (_, open, way) => {
  expect(byBestWay('box', runBy(...open))).toMatchObject({ name: 'box', software: way })
})

test('what runs in this process has no ways', () => {
  expect(waysOf('reference', () => referenceTarget())).toEqual([])
})

test('every server of others takes the way and the name it is asked for by', () => {
  for (const { name } of builtInTargets().filter((target) => target.name !== 'reference'))
    expect(waysOfBuiltIn(name).map(({ target }) => target.name)).toEqual([`${name}@native`, `${name}@docker`])
})

test('each way says for itself whether it is open', () => {
  const found = waysOf('box', runBy('docker')).map(({ target, obstacles }) => [target.name, obstacles.length])
  expect(found).toEqual([
    ['box@native', 1],
    ['box@docker', 0],
  ])
})

test.each([
  ['postfix@podman', 'postfix cannot be run by the way "podman"; there is: postfix@native, postfix@docker'],
  ['reference@docker', 'there is: reference, in this process'],
  ['postfux@docker', 'did you mean postfix?'],
])('%s is a mistake of the command line', async (target, said) => {
  const { code, err } = await mailspec('plan', '--target', target)
  expect(code).toBe(64)
  expect(err).toContain(said)
})

test('the list of targets has each way, as words and as data', async () => {
  const { out } = await mailspec('targets')
  expect(out).toMatch(/^ {2}postfix@docker +(?:runs here|cannot run here: .+)$/m)
  const { out: data } = await mailspec('targets', '--json')
  const listed: unknown = JSON.parse(data)
  expect(listed).toContainEqual(
    expect.objectContaining({
      name: 'postfix',
      ways: [
        expect.objectContaining({ name: 'postfix@native' }),
        expect.objectContaining({ name: 'postfix@docker' }),
      ],
    }),
  )
})
