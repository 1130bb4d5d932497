import { expect, test } from 'vitest'
import { deny, permit } from '../../policy/decision.ts'
import { policyOf } from '../../policy/testing.ts'
import type { WrittenSize } from '../../policy/document/units.ts'
import { contentSeams } from '../seams.ts'
import { itemWith } from '../testing.ts'
import { messageSize } from './message-size.ts'

const verdictOn = (octets: number, limit: WrittenSize) =>
  messageSize.run(itemWith(Buffer.alloc(octets, 'a')), {
    policy: policyOf('kerio', { limits: { messageSize: limit } }),
    ask: contentSeams,
  })

test('a message of exactly the limit passes, whatever this server adds, and one more octet does not', () => {
  expect(verdictOn(1024, '1KB')).toEqual(permit)
  expect(verdictOn(1025, '1KB')).toEqual(
    deny('message-size', 'messageTooLarge', { words: { octets: '1024' } }),
  )
})

test('a limit of 0 means no limit', () => {
  expect(verdictOn(10_000_000, 0)).toEqual(permit)
})
