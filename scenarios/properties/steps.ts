import * as fc from 'fast-check'
import type { Power } from '#dsl'
import type { Step } from './models/step.ts'
import type { Setting } from './setting.ts'

const who = fc.oneof(
  { weight: 4, arbitrary: fc.constant('laptop' as const) },
  { weight: 1, arbitrary: fc.constant('neighbour' as const) },
  { weight: 2, arbitrary: fc.constant('office' as const) },
)
const service = fc.constantFrom('pop3' as const, 'imap' as const)
const from = fc.constantFrom(
  'alice@local.test',
  'alice@local.test',
  'eve@elsewhere.test',
  'friend@elsewhere.test',
  'ghost@local.test',
  null,
)
const to = fc.oneof(
  { weight: 3, arbitrary: fc.constant(['carol@remote.test']) },
  { weight: 1, arbitrary: fc.constant(['bob@local.test']) },
  {
    weight: 1,
    arbitrary: fc.subarray(
      ['bob@local.test', 'dora@elsewhere.test', 'nobody@local.test', 'alice@LOCAL.test'],
      {
        minLength: 2,
      },
    ),
  },
)
const mostly = fc.constantFrom(true, true, true, false)
const is = <const T extends string>(...words: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...words)

/** At the end of a span, and just beside it. */
const beside = fc.constantFrom({}, {}, { beside: 'less' as const }, { beside: 'more' as const })

/** The steps that stories of a setting are made of, each as often as it is to come. */
function stepsOf(
  { policy, spans, changes = [] }: Setting,
  powers: readonly Power[],
): readonly fc.Arbitrary<Step>[] {
  const door = policy.submission?.enabled === true ? is('mx', 'submission') : is('mx')
  const name = is('alice', 'bob')
  const [longest = 1000] = spans
  const aging = fc
    .tuple(fc.constantFrom(0, 0, 1, 2), beside)
    .map(([back, aside]) => ({ is: 'ages' as const, back, span: longest, ...aside }))
  const passing = fc.record({ is: is('passes'), span: fc.constantFrom(1, 1000, ...spans) })
  const mail = { who, from, to }
  const calling = fc.record(
    { is: is('offers', 'sends'), ...mail, door, as: name },
    { requiredKeys: ['is', 'who', 'from', 'to', 'door'] },
  )
  const login = fc.record({ is: is('logs-in'), who, service, as: is('alice'), works: mostly })
  const talking = fc.record({ is: is('offers-there', 'sends-there'), ...mail })
  const opening = fc.record({ is: is('opens'), who, door })
  const proving = fc.record({ is: is('proves'), who, as: name, works: fc.boolean() })
  const ending = fc.record({ is: is('leaves', 'resets', 'quits'), who })
  const staying = fc.record({ is: is('stays'), who, service, as: is('bob') })
  const changing = fc.record({ is: is('changes'), change: fc.nat(Math.max(0, changes.length - 1)) })
  const restarting = fc.constant({ is: 'restarts' as const })
  const administering =
    changes.length > 0 && powers.includes('operator') ? [changing, changing, restarting] : []
  const talk = [...administering, talking, talking, talking, opening, opening, proving, proving, ending]
  return [
    login,
    login,
    ...(powers.includes('clock') ? [aging, passing] : []),
    calling,
    calling,
    staying,
    ...talk,
  ]
}

/** What comes again is what a grey list is about: much of it is the same mail. */
function returningSteps({ spans }: Setting, powers: readonly Power[]): readonly fc.Arbitrary<Step>[] {
  const mail = {
    who: fc.constantFrom('laptop' as const, 'laptop' as const, 'neighbour' as const, 'office' as const),
    from: fc.constantFrom(eve, eve, eve, 'zoe@remote.test', null),
    to: fc.constantFrom([bob], [bob], [bob], ['alice@local.test', bob], ['nobody@local.test'], [bob, carol]),
  }
  const [shortest = 1000] = spans
  const passing = fc
    .tuple(fc.constantFrom(...spans, shortest, shortest), beside)
    .map(([span, aside]) => ({ is: 'passes' as const, span, ...aside }))
  const calling = fc
    .record({
      is: is('offers', 'sends'),
      ...mail,
      door: is('mx'),
      as: fc.constantFrom(...nobody, 'alice' as const),
    })
    .map(({ as: name, ...step }): Step => (name === undefined ? step : { ...step, as: name }))
  const talking = [
    fc.record({ is: is('opens'), who: mail.who, door: is('mx') }),
    fc.record({ is: is('offers-there', 'sends-there'), ...mail }),
    fc.record({ is: is('proves'), who: mail.who, as: is('alice'), works: mostly }),
    fc.record({ is: is('quits'), who: mail.who }),
  ]
  const often = [calling, calling, ...(powers.includes('clock') ? [passing] : [])]
  return [...often, ...often, ...often, ...talking]
}

/** Where hosts move, most of it is mail that only those who are trusted may send on. */
function movingSteps(setting: Setting, powers: readonly Power[]): readonly fc.Arbitrary<Step>[] {
  const moving = fc.record({
    is: is('moves'),
    host: fc.constantFrom(...(setting.hosts ?? [])),
    at: fc.subarray(['laptop', 'neighbour', 'office'] as const),
  })
  const mail = {
    who: fc.constantFrom('laptop' as const, 'neighbour' as const, 'office' as const),
    from: fc.constant(eve),
    to: fc.constant([carol]),
  }
  const calling = fc.record({ is: is('offers'), door: is('mx'), ...mail })
  const talking = fc.record({ is: is('offers-there'), ...mail })
  const opening = fc.record({ is: is('opens'), who: mail.who, door: is('mx') })
  const often = [moving, calling, calling, talking, opening]
  return [...often, ...often, ...often, ...stepsOf(setting, powers)]
}

/** Where it is asked which way mail goes, most of it is taken, and the operator changes the way between. */
function handingSteps(setting: Setting, powers: readonly Power[]): readonly fc.Arbitrary<Step>[] {
  const { changes = [] } = setting
  const sending = fc.record({
    is: is('sends'),
    who: fc.constantFrom('office' as const, 'office' as const, 'office' as const, 'laptop' as const),
    door: is('mx'),
    from: fc.constantFrom(eve, 'alice@local.test'),
    to: fc.constantFrom([carol], [carol], ['dora@elsewhere.test'], [bob], [bob, carol]),
  })
  const changing = fc.record({ is: is('changes'), change: fc.nat(Math.max(0, changes.length - 1)) })
  return [sending, sending, ...(changes.length > 0 && powers.includes('operator') ? [changing] : [])]
}

const eve = 'eve@elsewhere.test'
const bob = 'bob@local.test'
const carol = 'carol@remote.test'
const nobody = [undefined, undefined, undefined, undefined]

function stepsFor({ policy, hosts, hasHops }: Setting): typeof stepsOf {
  if (policy.greylist?.enabled === true) return returningSteps
  if (hosts) return movingSteps
  return hasHops ? handingSteps : stepsOf
}

/** Stories of a setting, of any length up to so many steps. */
export function storiesOf(
  setting: Setting,
  { maxSteps, powers }: { readonly maxSteps: number; readonly powers: readonly Power[] },
): fc.Arbitrary<readonly Step[]> {
  const steps = stepsFor(setting)
  // Chance would have it that most are short: in those little comes together.
  // What has been handed on is asked of every server around each time.
  const maxLength = setting.hasHops ? Math.min(maxSteps, 15) : maxSteps
  return fc.noBias(fc.array(fc.oneof(...steps(setting, powers)), { maxLength, size: 'max' }))
}
