import { describe, expect, test } from 'vitest'
import { copyOctets, occupiedOctets } from '../store/octets.ts'
import { openDelivery as open } from './testing.ts'

describe('where space is short, a message', () => {
  const octets = Buffer.alloc(1000, 'x')
  const from = 'a@remote.test'

  test('is taken for all its mailboxes or for none', async () => {
    // Its octets are there once, and a little for each copy.
    const { sends, inbox } = open({}, { space: 3500 })
    const three = ['bob@local.test', 'carol@local.test', 'dan@local.test']
    expect(await sends(three, from, octets)).toEqual({ problem: 'no-space' })
    for (const address of three) expect(await inbox(address)).toEqual([])
    expect(await sends(['bob@local.test', 'carol@local.test'], from, octets)).toBeUndefined()
  })

  test('for elsewhere needs space as well, and occupies it while it waits', async () => {
    const { sends, store, clock } = open({}, { space: 6000 })
    const occupied = () => store.read(occupiedOctets)
    expect(await sends(['x@silent.test', 'y@silent.test'], from, octets)).toBeUndefined()
    expect(occupied()).toBeGreaterThan(1000)
    expect(await sends(['x@silent.test', 'bob@local.test', 'y@bare.test'], null, octets)).toBeUndefined()
    expect(await sends(['x@silent.test', 'bob@local.test'], null, octets)).toEqual({ problem: 'no-space' })
    expect(await sends(['x@silent.test'], null, octets)).toEqual({ problem: 'no-space' })
    // Four days for the message, and as many for the report on it.
    await clock.advance(9 * 24 * 60 * 60_000)
    expect(occupied()).toBe(copyOctets + 'Return-Path: <>\r\n'.length + octets.length)
    expect(await sends(['bob@local.test'], null, octets)).toBeUndefined()
  })
})
