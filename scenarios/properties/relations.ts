import * as fc from 'fast-check'
import { z } from 'zod'
import type { Manner } from './cast.ts'
import type { Step } from './models/step.ts'
import type { Property } from './property.ts'
import type { Setting } from './setting.ts'
import { settingCalled } from './settings.ts'
import { tell, type Outcome } from './tell.ts'

/** The same story told in another way. */
interface Retelling {
  readonly setting?: Setting
  readonly steps: readonly Retold[]
  readonly manner?: Manner
}

/** A step told again, by its place in the first telling; one that is new has none. */
interface Retold {
  readonly step: Step
  readonly of?: number
}

interface Relation<Twist>
  extends
    Pick<Property<Twist>, 'name' | 'title' | 'settings' | 'twists' | 'twist'>,
    Partial<Pick<Property<Twist>, 'needs' | 'impact' | 'maxSteps'>> {
  /** How the story is told the second time. */
  readonly again: (story: readonly Step[], setting: Setting, twist: Twist) => Retelling
  /** What must come of a step the second time, going by the first. */
  readonly demands: (before: Outcome) => Outcome
}

const same = (before: Outcome): Outcome => before
const retold = (story: readonly Step[]): readonly Retold[] => story.map((step, of) => ({ step, of }))

/** A relation between two tellings, as a property: nothing is known of the server, only that both are about it. */
const relation = <Twist>({
  needs = [],
  impact = 'none',
  maxSteps = 28,
  again,
  demands,
  ...row
}: Relation<Twist>): Property<Twist> => ({
  ...row,
  needs,
  impact,
  maxSteps,
  tries: async ({ stage, story, twist, setting, ...trial }) => {
    const first = await tell({ ...trial, setting, steps: story, demands: () => undefined }, stage)
    if ('verdict' in first) return first
    const { steps, manner, setting: other = setting } = again(story, setting, twist)
    const isExact = stage.target.clock === 'virtual'
    const second = await tell(
      {
        ...trial,
        setting: other,
        steps: steps.map(({ step }) => step),
        ...(manner && { manner }),
        demands: ({ place, foreseen }) => {
          const of = steps[place]?.of
          if (of === undefined) return undefined
          // Where time flows, the two may come to either side of a boundary: then they need not agree.
          const isComparable = isExact || (foreseen !== undefined && first.foreseen[of] === foreseen)
          return isComparable ? demands(first.outcomes[of]) : undefined
        },
      },
      stage,
    )
    return 'verdict' in second ? second : [first, second]
  },
})

/** The same setting, with one more address among those it trusts. */
function trusting(added: string, setting: Setting): Setting {
  const { ipGroups, relay } = setting.policy
  const policy = ipGroups
    ? { ...setting.policy, ipGroups: { ...ipGroups, clients: [...(ipGroups['clients'] ?? []), added] } }
    : { ...setting.policy, relay: { ...relay, trusted: [...(relay?.trusted ?? []), added] } }
  return { ...setting, policy }
}

const moreTrust = relation<string>({
  name: 'more-trust',
  title: 'adding a trusted address never turns accept into refuse',
  settings: [settingCalled('kerio'), settingCalled('icewarp')],
  twists: ({ addresses }) => fc.constantFrom(addresses.laptop, addresses.neighbour, '198.51.100.0/24'),
  twist: z.string(),
  again: (story, setting, added) => ({ setting: trusting(added, setting), steps: retold(story) }),
  demands: (before) => (before === 'accepted' ? 'accepted' : undefined),
})

const failure = z.object({
  is: z.literal('logs-in'),
  who: z.enum(['laptop', 'neighbour']),
  service: z.enum(['pop3', 'imap']),
  as: z.literal('alice'),
  works: z.literal(false),
})

/** More failures make servers wait before they answer, or shut an address out. */
const mostFailures = 20

/** A story with a failed login before each step, unless the step is itself a failure: no more failures than steps. */
export const amongFailures = (story: readonly Step[], failed: z.infer<typeof failure>): readonly Retold[] =>
  retold(story).flatMap((each) => (isFailure(each.step) ? [each] : [{ step: failed }, each]))

export const isFailure = (step: Step): boolean =>
  (step.is === 'logs-in' || step.is === 'proves') && !step.works

export const failedLogins = relation<z.infer<typeof failure>>({
  name: 'failed-logins',
  title: 'a failed login never opens a window',
  impact: 'blocks-client',
  maxSteps: mostFailures,
  settings: [settingCalled('kerio'), settingCalled('icewarp')],
  twists: () =>
    fc.record({
      is: fc.constant('logs-in'),
      who: fc.constantFrom('laptop', 'neighbour'),
      service: fc.constantFrom('pop3', 'imap'),
      as: fc.constant('alice'),
      works: fc.constant(false),
    }),
  twist: failure,
  again: (story, _, failed) => ({ steps: amongFailures(story, failed) }),
  demands: same,
})

const spelling = relation<null>({
  name: 'spelling',
  title: 'the name in HELO and the letter case of domains change nothing',
  settings: ['ics', 'icewarp', 'commgate'].map(settingCalled),
  twists: () => fc.constant(null),
  twist: z.null(),
  again: (story) => ({ steps: retold(story), manner: { helo: 'mx.local.test', domains: 'in capitals' } }),
  demands: same,
})

const mechanisms = ['PLAIN', 'LOGIN', 'CRAM-MD5'] as const

const mechanism = relation<(typeof mechanisms)[number]>({
  name: 'mechanism',
  title: 'the mechanism of a login changes nothing',
  settings: ['kerio', 'icewarp', 'commgate'].map(settingCalled),
  twists: () => fc.constantFrom(...mechanisms),
  twist: z.enum(mechanisms),
  again: (story, _, by) => ({ steps: retold(story), manner: { mechanism: by } }),
  demands: same,
})

const waitingTwice = relation<number>({
  name: 'waiting-twice',
  title: 'waiting twice is waiting once for as long',
  settings: [settingCalled('kerio'), settingCalled('kerio-counting')],
  needs: ['clock'],
  twists: () => fc.integer({ min: 1, max: 99 }),
  twist: z.int().min(1).max(99),
  again: (story, _, percent) => ({
    steps: retold(story).flatMap(({ step, ...place }): Retold[] => {
      if (step.is !== 'passes') return [{ step, ...place }]
      const first = Math.floor((step.span * percent) / 100)
      return [{ step: { is: 'passes', span: first } }, { step: { ...step, span: step.span - first } }]
    }),
  }),
  demands: same,
})

export const relations = [moreTrust, failedLogins, spelling, mechanism, waitingTwice] as const
