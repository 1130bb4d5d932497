import { expect, test } from 'vitest'
import { createMemory } from '../memory.ts'
import { atOnce, engineOf, factsWith, loginWith, path } from '../testing.ts'

/** Of a product that looks at the window when a session begins; on and off, with one memory. */
function window() {
  const memory = createMemory()
  const engine = (enabled: boolean) =>
    engineOf('icewarp', { popBeforeSmtp: { enabled, window: '1h' } }, { memory })
  const [on, off] = [engine(true), engine(false)]
  const session = { startedAt: 0 }
  const relays = (under: typeof on): boolean =>
    atOnce(under.decide('rcpt', factsWith({ session, forwardPath: path('zoe', 'remote.test') }))).permits
  return { on, off, session, relays }
}

test('a login opens the window, and a session that begins in it relays', () => {
  const { on, session, relays } = window()
  atOnce(on.decide('login', loginWith()))
  atOnce(on.decide('connect', factsWith({ session })))
  expect(relays(on)).toBe(true)
})

test('a login while windows are off opens none, though they are switched on afterwards', () => {
  const { on, off, session, relays } = window()
  atOnce(off.decide('login', loginWith()))
  atOnce(on.decide('connect', factsWith({ session })))
  expect(relays(on)).toBe(false)
})

test('a session that began in a window relays no more once windows are switched off', () => {
  const { on, off, session, relays } = window()
  atOnce(on.decide('login', loginWith()))
  atOnce(on.decide('connect', factsWith({ session })))
  expect(relays(off)).toBe(false)
})

test('a session that began while windows were off is not in one, though they are switched on', () => {
  const { on, off, session, relays } = window()
  atOnce(on.decide('login', loginWith()))
  atOnce(off.decide('connect', factsWith({ session })))
  expect(relays(on)).toBe(false)
})
