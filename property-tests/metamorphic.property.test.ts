import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stepsOf } from './driven/commands.ts'
import { addresses, settings, type Setting } from './driven/settings.ts'
import { tell, type Telling } from './driven/tell.ts'
import type { Step } from './models/story.ts'
import { runs } from './runs.ts'

const stories = 5
const { kerioOn, kerioCounting, icewarp, ics } = settings

const storyOf = (setting: Setting) => fc.array(fc.oneof(...stepsOf(setting)), { maxLength: 28, size: 'max' })
const named = (...each: readonly Setting[]) => each.map((setting) => [setting.name, setting] as const)
const told = (one: Telling, other: Telling): string => `first:\n${one.words}\nthen:\n${other.words}\n`

/** The same setting, with one more address among those it trusts. */
function trusting(added: string, setting: Setting): Setting {
  const { ipGroups, relay } = setting.policy
  const policy = ipGroups
    ? { ...setting.policy, ipGroups: { ...ipGroups, clients: [...(ipGroups['clients'] ?? []), added] } }
    : { ...setting.policy, relay: { ...relay, trusted: [...(relay?.trusted ?? []), added] } }
  return { ...setting, policy }
}

/** The outcomes of a story alone, one after the other. */
const seen = ({ outcomes }: Telling) => outcomes.filter((outcome) => outcome !== undefined)

describe('adding a trusted address never turns accept into refuse', () => {
  test.each(named(kerioOn, icewarp))('%s', async (_, setting) => {
    const address = fc.constantFrom(addresses.laptop, addresses.neighbour, '198.51.100.0/24')
    await fc.assert(
      fc.asyncProperty(storyOf(setting), address, async (story, added) => {
        const before = await tell(setting, story)
        const after = await tell(trusting(added, setting), story)
        const lost = before.outcomes.filter(
          (outcome, nth) => outcome === 'accepted' && after.outcomes[nth] === 'refused',
        )
        expect(lost, told(before, after)).toEqual([])
      }),
      runs(stories),
    )
  })
})

describe('a failed login never opens a window', () => {
  const failing: Step[] = (['laptop', 'neighbour'] as const).flatMap((who) =>
    (['pop3', 'imap'] as const).map((service) => ({
      is: 'logs-in',
      who,
      service,
      as: 'alice',
      works: false,
    })),
  )

  test.each(named(kerioOn, icewarp))('%s', async (_, setting) => {
    await fc.assert(
      fc.asyncProperty(storyOf(setting), fc.constantFrom(...failing), async (story, failure) => {
        const before = await tell(setting, story)
        const after = await tell(
          setting,
          story.flatMap((step) => [failure, step]),
        )
        const outcomes = after.outcomes.filter((_outcome, nth) => nth % 2 === 1)
        expect(outcomes, told(before, after)).toEqual(before.outcomes)
      }),
      runs(stories),
    )
  })
})

describe('the name in HELO and the letter case of domains change nothing', () => {
  const manner = {
    helo: 'mx.local.test',
    address: (address: string) => address.replace(/@.*/, (domain) => domain.toUpperCase()),
  }

  test.each(named(ics, icewarp))('%s', async (_, setting) => {
    await fc.assert(
      fc.asyncProperty(storyOf(setting), async (story) => {
        const before = await tell(setting, story)
        const after = await tell(setting, story, manner)
        expect(after.outcomes, told(before, after)).toEqual(before.outcomes)
      }),
      runs(stories),
    )
  })
})

describe('waiting twice is waiting once for as long', () => {
  test.each(named(kerioOn, kerioCounting))('%s', async (_, setting) => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    await fc.assert(
      fc.asyncProperty(storyOf(setting), share, async (story, part) => {
        const before = await tell(setting, story)
        const twice = story.flatMap((step): Step[] => {
          if (step.is !== 'passes') return [step]
          const first = Math.floor(step.span * part)
          return [
            { ...step, span: first },
            { ...step, span: step.span - first },
          ]
        })
        const after = await tell(setting, twice)
        expect(seen(after), told(before, after)).toEqual(seen(before))
      }),
      runs(stories),
    )
  })
})
