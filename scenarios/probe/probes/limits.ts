import { hours, minutes, outside, seconds, type SmtpTalk } from '#dsl'
import type { Attempt } from '#evidence'
import { isAccepted, outcomeOf, said, tellsNothing } from '../answers.ts'
import { countFound, narrows, spanFound } from '../narrowing.ts'
import { opensIfThere } from '../opening.ts'
import { becomesKnown, whilePatient } from '../patience.ts'
import { found, noClock, probe } from '../probe.ts'
import type { MeasuredValue } from '../../../reports/profile.ts'

/** How many recipients one message may have. */
export const recipients = probe('recipients', {
  title: 'Recipients of one message',
  measures: ['limits.recipients'],
  impact: 'none',
  accounts: { alice: 'alice@local.test' },
  clients: { stranger: outside },

  async *asks({ stranger, alice, clock, most }) {
    await becomesKnown(stranger, { from: 'eve@elsewhere.test', to: alice.address }, clock)
    const talk = await stranger.opens('mx')
    await talk.says('MAIL FROM:<eve@elsewhere.test>')
    yield found(
      'limits.recipients',
      ...(await counts(most(110, 300), () => talk.says(`RCPT TO:<${alice.address}>`))),
    )
    await talk.quits()
  },
})

/** How many commands may fail in a session before the server ends it, and whether unknown recipients count otherwise. */
export const failures = probe('failures', {
  title: 'Failures in a session',
  measures: ['limits.failedCommands', 'limits.unknownRecipients'],
  impact: 'blocks-client',
  clients: { stranger: outside },

  async *asks({ stranger, most }) {
    const last = most(25, 60)
    const any = await countsFailures(last, await stranger.opens('mx'), () => 'XMAILSPEC')
    yield found('limits.failedCommands', ...any)
    const talk = await stranger.opens('mx')
    await talk.says('MAIL FROM:<eve@elsewhere.test>')
    const [value, answer] = await countsFailures(last, talk, namesNobody)
    const isSame = 'is' in value && JSON.stringify(value) === JSON.stringify(any[0])
    const unknown = 'as many failed commands of any kind end a session'
    yield found('limits.unknownRecipients', isSame ? { unknown } : value, answer)
  },
})

const namesNobody = (count: number): string => `RCPT TO:<mailspec-nobody-${count}@local.test>`

/** How long a command line may be, its line end included. */
export const lineLength = probe('line-length', {
  title: 'The longest command line',
  measures: ['lines.command'],
  impact: 'none',
  clients: { stranger: outside },

  async *asks({ stranger }) {
    const first = await stranger.opens('mx')
    let talk: SmtpTalk | undefined = first
    let last = await talk.says('NOOP mailspec')
    if (!isAccepted(last)) {
      yield found('lines.command', { unknown: `NOOP takes no words (${said(last)})` }, last)
      return talk.quits()
    }
    const bounds = await narrows({ first: 512, last: 16_384, resolution: 1 }, async (octets) => {
      talk ??= await stranger.opens('mx')
      last = await talk.says(`NOOP ${'x'.repeat(octets - 'NOOP \r\n'.length)}`)
      if (isAccepted(last)) return true
      // A server counts failures: the next session begins anew.
      await talk.quits()
      talk = undefined
      return false
    })
    yield found('lines.command', countFound(bounds), last)
    await talk?.quits()
  },
})

/** How long a session may be idle. */
export const idleTime = probe('idle-time', {
  title: 'How long a session may be idle',
  measures: ['smtp.idle'],
  impact: 'slow',
  clients: { stranger: outside },

  async *asks({ stranger, clock }) {
    if (!clock) {
      yield found('smtp.idle', noClock)
      return
    }
    let ended: Attempt | undefined
    const bounds = await narrows({ first: minutes(1), last: minutes(64), resolution: seconds(1) }, (span) =>
      whilePatient(async () => {
        const talk = await stranger.opens('mx')
        const start = await talk.says('NOOP')
        await clock.justAfter(start, span)
        const answer = await talk.says('NOOP')
        await talk.quits()
        if (!isAccepted(answer)) ended = answer
        return isAccepted(answer)
      }),
    )
    yield found('smtp.idle', spanFound(bounds, seconds(1)), ended)
  },
})

/** How many sessions an address may have at the same time. */
export const connections = probe('connections', {
  title: 'Sessions from one address at once',
  measures: ['server.maxConnectionsPerAddress'],
  impact: 'blocks-client',
  clients: { stranger: outside },

  async *asks({ stranger, most }) {
    const last = most(25, 220)
    const open: SmtpTalk[] = []
    let excess: string | undefined
    while (open.length < last && excess === undefined) {
      const opened = await opensIfThere(stranger, 'mx')
      if ('why' in opened) excess = opened.why
      else open.push(opened.talk)
    }
    const value: MeasuredValue =
      excess === undefined
        ? { beyond: open.length }
        : open.length === 0
          ? { unknown: excess }
          : { is: open.length }
    yield found('server.maxConnectionsPerAddress', value, open.at(-1)?.greeting)
    for (const talk of open) await talk.quits()
  },
})

/** How many servers a message may have passed. */
export const hops = probe('hops', {
  title: 'Hops of a message',
  measures: ['limits.hops'],
  impact: 'many-messages',
  accounts: { alice: 'alice@local.test' },
  clients: { stranger: outside },

  async *asks({ stranger, alice, clock }) {
    const mail = { from: 'eve@elsewhere.test', to: alice.address }
    await becomesKnown(stranger, mail, clock)
    const sends = (count: number): Promise<Attempt> =>
      stranger.sends({
        ...mail,
        fields: Array.from(
          { length: count },
          (_, hop) => `Received: from hop${hop}.test by hop${hop + 1}.test`,
        ),
      })
    const none = await sends(0)
    if (!isAccepted(none)) {
      yield found('limits.hops', { unknown: tellsNothing(none) }, none)
      return
    }
    let last = none
    const bounds = await narrows({ first: 1, last: 128, resolution: 1 }, async (count) => {
      last = await sends(count)
      // A limit on how much an address sends is over after an hour.
      if (
        outcomeOf(last) === 'put off' &&
        clock &&
        (await whilePatient(async () => clock.advances(hours(1)).then(() => true)))
      )
        last = await sends(count)
      return outcomeOf(last) === 'put off' ? undefined : isAccepted(last)
    })
    yield found('limits.hops', countFound(bounds), last)
  },
})

/** How often something is accepted in a row. */
async function counts(last: number, says: () => Promise<Attempt>): Promise<[MeasuredValue, Attempt]> {
  let accepted = 0
  for (;;) {
    const answer = await says()
    if (!isAccepted(answer))
      return [accepted === 0 ? { unknown: tellsNothing(answer) } : { is: accepted }, answer]
    accepted += 1
    if (accepted === last) return [{ beyond: last }, answer]
  }
}

/** How many failures end a session: the one that does is counted. */
async function countsFailures(
  last: number,
  talk: SmtpTalk,
  line: (count: number) => string,
): Promise<[MeasuredValue, Attempt]> {
  for (let failed = 1; ; failed++) {
    const answer = await talk.says(line(failed))
    if (isAccepted(answer)) {
      await talk.quits()
      return [{ unknown: `it is accepted: ${said(answer)}` }, answer]
    }
    if (answer.reply?.code === 421) return [{ is: failed }, answer]
    // The last answer may have been the end of it, or this command.
    if (answer.reply === undefined) return [{ between: [failed - 1, failed] }, answer]
    if (failed === last) {
      await talk.quits()
      return [{ beyond: last }, answer]
    }
  }
}
