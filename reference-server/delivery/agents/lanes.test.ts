import { expect, test } from 'vitest'
import { createLanes } from './lanes.ts'

test('no more than so many are let in, and the others in their order as places become free', async () => {
  let limit = 2
  const lanes = createLanes(() => limit)
  const inside: string[] = []
  const come = async (name: string): Promise<() => void> => {
    const leave = await lanes.take()
    inside.push(name)
    return leave
  }
  const [one, , three, , five] = ['one', 'two', 'three', 'four', 'five'].map(come)
  const leaveOne = await one
  await Promise.resolve()
  expect(inside).toEqual(['one', 'two'])
  leaveOne?.()
  const leaveThree = await three
  expect(inside).toEqual(['one', 'two', 'three'])
  limit = 3
  leaveThree?.()
  await five
  expect(inside).toEqual(['one', 'two', 'three', 'four', 'five'])
})
