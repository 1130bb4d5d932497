import { hours, minutes, outside } from '#dsl'
import { isAccepted, said, tellsNothing } from '../answers.ts'
import { becomesKnown, whilePatient } from '../patience.ts'
import { found, noClock, probe } from '../probe.ts'

const [perMinute, perHour, isOn] = [
  'limits.messagesPerMinute',
  'limits.messagesPerHour',
  'limits.rateEnabled',
] as const

/** How many messages an address may send, and in what time. */
export const rate = probe('rate', {
  title: 'Messages from one address',
  measures: [perMinute, perHour, isOn],
  impact: 'many-messages',
  accounts: { alice: 'alice@local.test' },
  clients: { stranger: outside },

  async *asks({ stranger, alice, clock, most }) {
    const mail = { from: 'eve@elsewhere.test', to: alice.address }
    await becomesKnown(stranger, mail, clock)
    const last = most(30, 120)
    const first = await stranger.sends(mail)
    if (!isAccepted(first)) {
      yield found(isOn, { unknown: tellsNothing(first) }, first)
      return
    }
    let taken = 1
    let excess = await stranger.sends(mail)
    for (; isAccepted(excess) && taken < last; excess = await stranger.sends(mail)) taken += 1
    if (isAccepted(excess)) {
      yield found(perMinute, { beyond: taken + 1 }, first, excess)
      yield found(perHour, { beyond: taken + 1 }, first, excess)
      yield found(isOn, { unknown: `${taken + 1} messages met no limit, and more might` }, excess)
      return
    }
    if (!clock) {
      for (const what of [perMinute, perHour]) yield found(what, noClock, first, excess)
      yield found(isOn, { unknown: `${taken} messages were taken, then: ${said(excess)}` }, excess)
      return
    }
    const after = (span: number) =>
      whilePatient(async () => {
        await clock.justAfter(first, span)
        return stranger.sends(mail)
      })
    const aMinuteLater = await after(minutes(1))
    if (aMinuteLater && isAccepted(aMinuteLater)) {
      yield found(perMinute, { is: taken }, first, excess, aMinuteLater)
      yield found(perHour, { unknown: 'the limit per minute is met first' }, excess)
      yield found(isOn, { is: true }, excess, aMinuteLater)
      return
    }
    yield found(
      perMinute,
      { unknown: `after ${taken} messages nothing is taken for more than a minute` },
      excess,
    )
    yield found(isOn, { unknown: 'it is no limit per minute' }, excess)
    const anHourLater = await after(hours(1))
    yield anHourLater && isAccepted(anHourLater)
      ? found(perHour, { is: taken }, first, excess, anHourLater)
      : found(perHour, noClock, first, excess)
  },
})
