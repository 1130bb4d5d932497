import { expect, test } from 'vitest'
import { activationSeams } from './activation.ts'
import { hostedSeams } from './hosted.ts'
import { rightsSeams } from './rights.ts'
import { rules } from './rules.ts'

test('no two questions of the policy engine have one name', () => {
  const tables = [hostedSeams, rightsSeams, activationSeams, ...rules.map(({ seams }) => seams)]
  const names = tables.flatMap((seams) => Object.keys(seams))
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
})
