import { expect, test } from 'vitest'
import { saboteur, type Saboteur } from '#reference-server'
import { readBook } from '../scenarios/run/plan/book.ts'
import { playOn } from './saboteurs/saboteur-play.ts'

// Servers that differ from the reference where a manual leaves a question open: no story may fail them for that.

const knownByName: Saboteur = saboteur({
  id: 'sender-is-known-wherever-it-comes-from',
  clause: 'commgate.greylist.validated-sender',
  seam: 'greylist.sender',
  replace:
    () =>
    ({ reversePath }) =>
      reversePath?.text,
})

test.each([
  [
    'that knows a validated sender by its address alone',
    knownByName,
    'greylisting/delay-is-changed-commgate',
  ],
] as const)('a server %s conforms', async (_, variant, id) => {
  const scenario = (await readBook()).find((each) => each.id === id)
  if (!scenario) throw new Error(`there is no ${id}`)
  const { verdict, reasons } = await playOn(scenario, 1, { saboteurs: [variant] })
  expect([verdict, reasons]).toEqual(['conforms', []])
})
