import { afterAll, describe, expect, test } from 'vitest'
import { search, tells } from './driven/search.ts'
import { settings } from './driven/settings.ts'

describe('for any story over real sessions, server and model decide alike', () => {
  let driven = 0
  let played = 0

  test.each(Object.values(settings).map((setting) => [setting.name, setting] as const))(
    '%s',
    async (name, setting) => {
      const { steps, found } = await search(setting, { stories: 16, maxSteps: 45 })
      if (found) expect.fail(tells(found, name))
      driven += steps
      played += 1
    },
  )

  afterAll(() => {
    if (played === Object.keys(settings).length) expect(driven).toBeGreaterThan(1_000)
  })
})
