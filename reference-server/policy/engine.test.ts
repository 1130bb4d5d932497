import { describe, expect, test } from 'vitest'
import { deny } from './decision.ts'
import { createMemory } from './memory.ts'
import type { LookUps } from './needs.ts'
import type { Rule } from './rule.ts'
import { atOnce, engineOf, factsWith, path } from './testing.ts'

const relaysToAName = { relay: { trusted: ['office.test'] } }
const toForeign = { forwardPath: path('carol', 'remote.test') }

/** Look-ups as the test has them, and the names that were asked about. */
function lookUpsWith(addresses: LookUps['addresses']) {
  const asked: (readonly string[])[] = []
  const lookUps: LookUps = {
    addresses: (names) => {
      asked.push(names)
      return addresses(names)
    },
  }
  return { asked, lookUps }
}

const office = new Map([['office.test', ['192.0.2.20']]])

describe('a decision', () => {
  test('is there at once where nothing has to be looked up', () => {
    const engine = engineOf('kerio', { relay: { trusted: ['192.0.2.20'] } })
    expect(engine.decide('rcpt', factsWith(toForeign))).toEqual({ permits: true })
  })

  test('waits for a name, once in a session, and is there at once from then on', async () => {
    const { asked, lookUps } = lookUpsWith(async () => ({ found: office, at: 0 }))
    const engine = engineOf('kerio', relaysToAName, { lookUps })
    const [one, other] = [{ startedAt: 0 }, { startedAt: 0 }]
    const first = engine.decide('rcpt', factsWith({ ...toForeign, session: one }))
    expect(first).toBeInstanceOf(Promise)
    expect(await first).toEqual({ permits: true })
    expect(atOnce(engine.decide('rcpt', factsWith({ ...toForeign, session: one })))).toEqual({
      permits: true,
    })
    expect(engine.decide('rcpt', factsWith({ ...toForeign, session: other }))).toBeInstanceOf(Promise)
    expect(asked).toEqual([['office.test'], ['office.test']])
  })

  test('looks up the names alone that a new policy adds', async () => {
    const { asked, lookUps } = lookUpsWith(async () => ({ found: office, at: 0 }))
    const engine = engineOf('kerio', relaysToAName, { lookUps })
    const facts = factsWith(toForeign)
    await engine.decide('rcpt', facts)
    engine.adopt(engineOf('kerio', { relay: { trusted: ['office.test', 'home.test'] } }).policy)
    await engine.decide('rcpt', facts)
    expect(asked).toEqual([['office.test'], ['home.test']])
  })

  test('looks nothing up where a rule before denies', () => {
    const { asked, lookUps } = lookUpsWith(async () => ({ found: office, at: 0 }))
    const nobody: Rule = { name: 'nobody', seams: {}, decides: { mail: () => deny('nobody', 'no') } }
    const names: Rule = { name: 'names', seams: {}, needs: ['listNames'], decides: { mail: () => undefined } }
    const engine = engineOf('kerio', relaysToAName, { lookUps, rules: [nobody, names] })
    expect(atOnce(engine.decide('mail', factsWith()))).toMatchObject({ by: 'nobody' })
    expect(asked).toEqual([])
  })

  test('goes by the time at which the answer was there, and two that wait do not share the last place', async () => {
    const { lookUps } = lookUpsWith(async () => ({ found: office, at: 5_000 }))
    const memory = createMemory()
    const limited = { ...relaysToAName, limits: { messagesPerHour: 1 } }
    const engine = engineOf('kerio', limited, { lookUps, memory })
    const both = await Promise.all([0, 1].map(async (now) => engine.decide('message', factsWith({ now }))))
    expect(both.map(({ permits }) => permits)).toEqual([true, false])
    expect([...memory.entries()]).toEqual([{ memory: 'rate', key: '192.0.2.20', value: [5_000] }])
  })
})

describe('rules', () => {
  test('all learn what was decided in the end, each at its phases', () => {
    const learned: unknown[] = []
    const denies: Rule = {
      name: 'denies',
      seams: {},
      decides: { rcpt: () => deny('denies', 'no') },
      learns: { mail: (_, decision) => learned.push(['denies', decision.permits]) },
    }
    const learns: Rule = {
      name: 'learns',
      seams: {},
      learns: {
        mail: (_, decision) => learned.push(['learns', decision.permits]),
        rcpt: (_, decision) => learned.push(['learns', decision.permits]),
      },
    }
    const engine = engineOf('kerio', {}, { rules: [denies, learns] })
    atOnce(engine.decide('mail', factsWith()))
    atOnce(engine.decide('rcpt', factsWith()))
    expect(learned).toEqual([
      ['denies', true],
      ['learns', true],
      ['learns', false],
    ])
  })
})

describe('AUTH', () => {
  test.each([
    ['where it counts', 'kerio', { relay: { acceptSmtpAuth: true } }, 25, true],
    ['not where the policy does without it', 'kerio', { relay: { acceptSmtpAuth: false } }, 25, false],
    ['not on port 25 beside a submission port', 'icewarp', { submission: { enabled: true } }, 25, false],
    ['on the submission port', 'icewarp', { submission: { enabled: true } }, 587, true],
    ['not with a product that has none', 'imail', {}, 25, false],
  ] as const)('is offered: %s', (_, product, document, port, isOffered) => {
    expect(engineOf(product, document).offersAuth(port)).toBe(isOffered)
  })
})

test('an engine without a resolver says that names cannot be looked up', async () => {
  const engine = engineOf('kerio', relaysToAName)
  await expect(engine.decide('rcpt', factsWith(toForeign))).rejects.toThrow('names cannot be looked up')
})
