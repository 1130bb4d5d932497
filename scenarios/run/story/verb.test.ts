import { expect, test } from 'vitest'
import type { Pop3Talk } from '#dsl'
import { createCasting } from './casting.ts'
import type { Verb, Verbs } from './verb.ts'

type Says = Verb<object, Pop3Talk['says']>

const says: Pick<Says, 'write' | 'does'> = {
  write: ([line]) => ({ line }),
  does: async () => ({ outcome: heard }),
}

const heard = {
  kind: 'answer',
  session: 'laptop#1',
  line: 0,
  status: '+OK',
  said: '+OK',
  data: [],
  when: { notBefore: 0, notAfter: 0 },
} as const

// @ts-expect-error -- a verb that cannot be read back from evidence
const mute: Says = says

// @ts-expect-error -- a method of the language without a row
export const incomplete: Verbs<object, Pop3Talk> = { says: { ...says, read: () => ['NOOP'] } }

test('a verb that cannot be read back from evidence does not compile, nor does a method without a verb', () => {
  expect(mute).not.toHaveProperty('read')
})

test('every verb passes through one place: it is recorded, carried out, and remembered with its step', async () => {
  const noted: unknown[] = []
  const done: string[] = []
  const { casts, stepOf } = createCasting(
    (actor, verb, words, sessions) => noted.push([actor, verb, words, sessions]) - 1,
    async (name, step) => {
      const outcome = await step()
      done.push(`${name}, ${noted.length} noted before`)
      return outcome
    },
  )
  type Speaker = Pick<Pop3Talk, 'says'>
  const verbs: Verbs<object, Speaker> = { says: { ...says, read: () => ['NOOP'] } }
  const one = { verbs, parts: {} }
  const client = casts<object, Speaker>({ ...one, name: 'laptop', sessions: ['laptop#1'] })
  const power = casts<object, Speaker>({ ...one, name: 'clock', isNotedFirst: true, isPatient: true })
  const seen = await client.says('STAT')
  expect([stepOf(seen), stepOf(seen.when)]).toEqual([0, 0])
  await power.says('LIST')
  expect(noted).toEqual([
    ['laptop', 'says', { line: 'STAT' }, ['laptop#1']],
    ['clock', 'says', { line: 'LIST' }, undefined],
  ])
  expect(done).toEqual(['laptop says, 0 noted before'])
})
