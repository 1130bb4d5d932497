import { expect, test } from 'vitest'
import { minutes, outside, scenario, seconds, smtpPeer, type Scenario } from '#dsl'
import { evidenceJson, readEvidence } from '../../reports/evidence-json.ts'
import { tellings } from '../evidence/again/tellings.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import { planFor } from './plan/plan.ts'
import { playOne } from './play.ts'
import { replay } from './replay.ts'
import { sentinelVerb } from './story/sentinel.ts'
import { verbTables } from './story/verbs/testing.ts'

const mail = { from: 'alice@local.test', to: 'carol@remote.test' }

const head = {
  title: 'Does all that can be done',
  clauses: ['icewarp.pop-before-smtp.pop-login-grants'],
  profile: 'icewarp',
  policy: {},
  accounts: { alice: 'alice@local.test' },
  clients: { laptop: outside },
} as const

const stories: readonly Scenario[] = [
  scenario('relay/all-that-clients-do', {
    ...head,
    async run({ laptop, alice, claim }) {
      await laptop.sends(
        { ...mail, to: alice.address, subject: 'one', body: ['.', 'two'] },
        { helo: 'a.test' },
      )
      await laptop.sendsWith('nodemailer', { ...mail, to: alice.address }, { as: alice, via: 'submission' })
      await laptop.insists({ ...mail, to: [alice.address, 'nobody@local.test'] })
      await laptop.logsIn('pop3', alice, { by: 'APOP' })
      await laptop.failsToLogIn('imap', alice, { by: 'PLAIN', password: 'first eight' })
      claim(await laptop.finds({ ...mail, to: alice.address }, { in: alice })).times(2)
      const own = { from: alice.address, to: alice.address, fields: ['X-Folded: one,\n\ttwo'] }
      await laptop.sends(own)
      claim(await laptop.reads(own, { in: alice })).isUnchanged()
      claim(await laptop.reads(own, { in: alice, folder: 'INBOX' })).isUnchanged()
      claim(await laptop.readsWith('imapflow', own, { in: alice })).isUnchanged()
      const lost = { from: alice.address, to: 'carol@nowhere.test' }
      await laptop.sends(lost, { as: alice, via: 'submission' })
      claim(await laptop.readsReport(lost, { in: alice })).isReportOf(lost)
      claim(await laptop.offers(mail)).isRefused()
    },
  }),
  scenario('relay/all-that-is-done-over-smtp', {
    ...head,
    uses: ['tls'],
    async run({ laptop, alice, claim }) {
      const session = await laptop.opens('mx', { helo: 'another.test' })
      claim(await session.startsTls()).isAccepted()
      await session.authenticates(alice, { mechanism: 'LOGIN', password: 'wrong' })
      await session.authenticates(alice, { actsAs: alice })
      await session.offers(mail)
      claim(await session.sends({ ...mail, to: alice.address })).isAccepted()
      claim(await session.insists({ ...mail, to: 'nobody@local.test' })).isRefused()
      claim(await session.says('VRFY alice')).isAccepted()
      await session.requires('SIZE')
      await session.writes('NOOP\r\nRSET\r\n')
      claim(await session.hears('HELO')).isAccepted()
      claim(await session.hears('HELO')).isAccepted()
      const raw = { ...mail, to: alice.address, body: ['.raw'] }
      await session.writes([`MAIL FROM:<${raw.from}>\r\nRCPT TO:<${raw.to}>\r\nDATA\r\n`])
      for (const command of ['MAIL', 'RCPT', 'DATA'] as const)
        claim(await session.hears(command)).isAccepted()
      await session.writes([raw, '.\r\n'])
      claim(await session.hears('MESSAGE')).isAccepted()
      claim(await laptop.reads(raw, { in: alice })).isUnchanged()
      await session.quits()
      const plain = await laptop.opens('submitting', { greets: 'HELO' })
      await plain.drops()
      const mute = await laptop.opens('mx', { greets: 'not' })
      claim(await mute.says('MAIL FROM:<a@b.test>')).isRefused()
      await mute.quits()
    },
  }),
  scenario('relay/all-that-is-done-with-mailboxes', {
    ...head,
    async run({ laptop, alice, claim }) {
      const maildrop = await laptop.opens('pop3')
      const mailbox = await laptop.opens('imap')
      claim(await maildrop.logsIn(alice, { by: 'PLAIN' })).isAccepted()
      claim(await mailbox.logsIn(alice, { password: 'wrong' })).isRefused()
      claim(maildrop.greeting).hasWholeLineEnds()
      await maildrop.requires('UIDL')
      await maildrop.writes('STAT\r\nLIST\r\n')
      for (const line of ['STAT', 'LIST']) claim(await maildrop.hears(line)).isAccepted()
      const dropped = await laptop.opens('pop3')
      claim(await dropped.says('AUTH PLAIN')).asksForMore('')
      await dropped.drops()
      claim(await mailbox.says('NOOP')).isAccepted()
      claim(await mailbox.startsTls()).isRefused()
      claim(await laptop.knocks('pop3')).isAccepted()
      claim(await laptop.knocks('mx', { port: 2525 })).isClosed()
      await maildrop.quits()
      await mailbox.quits()
    },
  }),
  scenario('relay/all-that-powers-do', {
    ...head,
    uses: ['clock', 'sink', 'operator', 'dns'],
    async run({ laptop, alice, clock, sink, operator, dns, claim }) {
      const login = await laptop.logsIn('pop3', alice)
      await clock.justBefore(login, minutes(5))
      await clock.justAfter({ ...login.when }, minutes(6))
      await clock.advances(minutes(1))
      await clock.untilTimeOfDay('03:10')
      await dns.answers('other.test', { A: ['192.0.2.60'] })
      await operator.sets({ relay: { trusted: ['192.0.2.0/24'] } })
      const dora = await operator.adds('dora@local.test')
      await operator.writes('Config/submissionbypass.dat', ['l:'])
      await operator.removes('Config/submissionbypass.dat')
      await operator.runs('tool modify system c_mail_smtp_delivery_messagesubmission 1')
      await operator.connects(['198.51.100.0/24'])
      await operator.restarts()
      claim(await laptop.sends({ ...mail, from: dora.address }, { as: dora, via: 'submission' })).isAccepted()
      claim(await sink.receives({ ...mail, from: dora.address })).once()
      claim(await sink.reads({ ...mail, from: dora.address })).isUnchanged()
    },
  }),
  scenario('relay/all-that-peers-do', {
    ...head,
    profile: 'kerio',
    policy: { delivery: { mode: 'relay' }, smarthost: { host: 'smarthost.test' } },
    peers: { smarthost: smtpPeer() },
    async run({ laptop, smarthost, alice, claim }) {
      await smarthost.refuses({ at: 'RCPT', of: 'carol@remote.test', times: 1 })
      await smarthost.defers({ at: 'MAIL', times: 1, saying: '450 4.2.0 later' })
      await smarthost.drops({ at: 'DATA' })
      await smarthost.delays({ at: 'HELO', by: seconds(1) })
      await smarthost.leaves()
      await smarthost.accepts()
      await smarthost.answers({ at: 'MESSAGE', saying: '299 fine' })
      await laptop.sends(mail, { as: alice })
      claim(await smarthost.sees({ at: 'RCPT', of: 'carol@remote.test', withinTls: false })).once()
      claim(await smarthost.receives(mail)).once()
      claim(await smarthost.reads(mail)).isUnchanged()
    },
  }),
]

/** The actors that a step names by what they are; the others have the names of the head. */
const powers = ['clock', 'sink', 'operator', 'dns']

const all = Object.entries(verbTables).flatMap(([actor, verbs]) =>
  Object.keys(verbs).map((verb) => (powers.includes(actor) ? `${actor} ${verb}` : verb)),
)

test('stories in which every verb is used are told again from their evidence, step for step', async () => {
  const plan = planFor(stories, referenceTarget(), 3)
  const done = new Set<string>()
  for (const play of plan.plays) {
    const { evidence, reasons } = await playOne(plan, play)
    expect(reasons, play.scenario.id).toEqual([])
    const stored = evidence && readEvidence(evidenceJson(evidence))
    const { evidence: told } = stored ? await replay(stored, referenceTarget()) : {}
    expect(told?.steps, play.scenario.id).toEqual(stored?.steps)
    for (const { actor, verb } of told?.steps ?? [])
      done.add(powers.includes(actor) ? `${actor} ${verb}` : verb)
  }
  expect([...done].sort()).toEqual([...new Set(all)].sort())
})

test('what is told in a way of its own is a verb', () => {
  const verbs = [...Object.values(verbTables).flatMap((rows) => Object.keys(rows)), sentinelVerb]
  expect(Object.keys(tellings).filter((verb) => !verbs.includes(verb))).toEqual([])
})
