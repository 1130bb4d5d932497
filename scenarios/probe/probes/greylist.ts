import { hours, minutes, outside, seconds, type Client, type Clock } from '#dsl'
import type { Attempt } from '#evidence'
import { printDuration } from '#policy-document'
import { isAccepted, outcomeOf, tellsNothing } from '../answers.ts'
import { spanFound, type Bounds } from '../narrowing.ts'
import { whilePatient } from '../patience.ts'
import { found, noClock, probe } from '../probe.ts'

/**
 * Whether mail from strangers is put off at first, and for how long. A client whose mail has passed may be known from
 * then on, so that each stranger looks more closely than the one before.
 */
export const greylist = probe('greylist', {
  title: 'The grey list',
  measures: ['greylist.enabled', 'greylist.delay'],
  impact: 'none',
  accounts: { alice: 'alice@local.test' },
  clients: { stranger: outside },
  others: 2,

  async *asks({ stranger, others, alice, clock, before }) {
    // Some servers remember a sender together with its network, others an address.
    const mailFrom = (name: string) => ({ from: `${name}@elsewhere.test`, to: alice.address })
    const first = await stranger.offers(mailFrom('eve'))
    if (isAccepted(first)) {
      const isKnown = before('greylist.enabled') === 'yes'
      const unknown = 'mail was put off when it was measured before, and this address may be known since'
      yield found('greylist.enabled', isKnown ? { unknown } : { is: false }, first)
      yield found('greylist.delay', { unknown: 'nothing is put off' }, first)
      return
    }
    if (outcomeOf(first) !== 'put off' || !clock) {
      const value = outcomeOf(first) === 'put off' ? noClock : { unknown: tellsNothing(first) }
      yield found('greylist.enabled', value, first)
      return
    }
    let bounds = await waits(clock, stranger, mailFrom('eve'), doubling(first, minutes(1), hours(2)))
    if (bounds.to === Infinity) {
      const unknown = `what is put off was not let in again within ${printDuration(bounds.from)}`
      yield found('greylist.enabled', { unknown }, first)
      return
    }
    yield found('greylist.enabled', { is: true }, first)
    for (const [index, client] of others.entries()) {
      const mail = mailFrom(`eve${index}`)
      const start = await client.offers(mail)
      if (outcomeOf(start) !== 'put off') break
      const closer = await waits(clock, client, mail, evenly(start, bounds))
      bounds = { from: Math.max(bounds.from, closer.from), to: Math.min(bounds.to, closer.to) }
    }
    yield found('greylist.delay', spanFound(bounds, seconds(1)), first)
  },
})

/** When to try again, counted from a first attempt. */
interface Tries {
  readonly since: Attempt
  readonly spans: readonly number[]
}

const doubling = (since: Attempt, first: number, last: number): Tries => {
  const spans = [first]
  for (let span = first * 2; span <= last; span *= 2) spans.push(span)
  return { since, spans }
}

/** Up to sixteen times between two bounds, not closer than a second. */
function evenly(since: Attempt, { from, to }: Bounds): Tries {
  const step = Math.max(seconds(1), Math.ceil((to - from) / 16 / seconds(1)) * seconds(1))
  const spans: number[] = []
  for (let span = from + step; span < to + step; span += step) spans.push(span)
  return { since, spans }
}

/** Tries again until it is let in. */
async function waits(
  clock: Clock,
  client: Client,
  mail: { readonly from: string; readonly to: string },
  { since, spans }: Tries,
): Promise<Bounds> {
  let from = 0
  for (const span of spans) {
    const answer = await whilePatient(async () => {
      await clock.justAfter(since, span)
      return client.offers(mail)
    })
    if (answer === undefined || outcomeOf(answer) === 'lost') break
    if (isAccepted(answer)) return { from, to: span }
    from = span
  }
  return { from, to: Infinity }
}
