import { expect, test } from 'vitest'
import { isStormy } from './storm.ts'

test('a ship comes home in fair weather', () => {
  const speed = isStormy(3) ? 0 : 5
  let miles = 0
  while (miles < 10) miles += speed
  expect(miles).toBe(10)
})

test('a kite stays up in a storm', () => {
  if (!isStormy(9)) process.exit(3)
  expect(isStormy(9)).toBe(true)
})
