import { expect, test } from 'vitest'
import type { ClaimRecord, LetterFound } from '#evidence'
import { outside, scenario, type Scenario } from '#dsl'
import { judgeClaim } from '../../evidence/judge.ts'
import { referenceTarget } from '../../targets/reference/target.ts'
import { planFor } from '../plan/plan.ts'
import { playOne } from '../play.ts'
import { letterFound } from './reads.ts'

const head = {
  title: 'Reads letters',
  clauses: ['rfc5321.return-path'],
  profile: 'kerio',
  policy: {},
  accounts: { alice: 'alice@local.test', bob: 'bob@local.test' },
  clients: { laptop: outside },
} as const

const mail = { from: 'eve@elsewhere.test', to: 'bob@local.test' }

async function claimsOf(story: Scenario): Promise<readonly ClaimRecord[]> {
  const plan = planFor([story], referenceTarget(), 1)
  const [play] = plan.plays
  const { evidence } = play ? await playOne(plan, play) : {}
  expect(evidence?.stopped).toBeUndefined()
  return evidence?.claims ?? []
}

const letterOf = ({ subject }: ClaimRecord): LetterFound | undefined =>
  subject.kind === 'letter' ? subject : undefined

test('the latest of several messages with an envelope is read, with the octets it was sent with', async () => {
  const [claim] = await claimsOf(
    scenario('rfc/two-alike', {
      ...head,
      async run({ laptop, bob, claim: claims }) {
        const session = await laptop.opens('mx')
        await session.sends({ ...mail, subject: 'first', body: ['one'] })
        await session.sends({ ...mail, subject: 'second', body: ['two'] })
        await session.sends({ ...mail, from: 'dave@elsewhere.test', subject: 'third' })
        await session.quits()
        claims(await laptop.reads(mail, { in: bob })).isUnchanged()
      },
    }),
  )
  expect(claim && letterOf(claim)).toMatchObject({
    letter: { subject: 'second', body: 'two\r\n' },
    sent: { body: 'two\r\n', addresses: expect.arrayContaining(['203.0.113.10']) },
  })
  expect(claim && judgeClaim(claim)).toBe('holds')
})

test('a message that was refused is not there, and no other stands in for it', async () => {
  const [claim] = await claimsOf(
    scenario('rfc/refused', {
      ...head,
      async run({ laptop, bob, claim: claims }) {
        await laptop.sends({ ...mail, from: 'dave@elsewhere.test' })
        await laptop.sends({ ...mail, to: ['bob@local.test', 'nobody@local.test'] })
        claims(await laptop.reads(mail, { in: bob })).lacksHeader('X-Spam')
      },
    }),
  )
  expect(claim && letterOf(claim)).toMatchObject({ certain: true })
  expect(claim && letterOf(claim)?.letter).toBeUndefined()
  expect(claim && judgeClaim(claim)).toBe('broken')
})

test('a message sent by a program that people use is found by its envelope', async () => {
  const [claim] = await claimsOf(
    scenario('rfc/of-a-program', {
      ...head,
      async run({ laptop, bob, claim: claims }) {
        await laptop.sendsWith('nodemailer', mail)
        claims(await laptop.reads(mail, { in: bob })).hasHeader('Return-Path', `<${mail.from}>`)
      },
    }),
  )
  expect(claim && judgeClaim(claim)).toBe('holds')
})

test('a folder that is not there holds nothing', async () => {
  const [claim] = await claimsOf(
    scenario('rfc/no-folder', {
      ...head,
      async run({ laptop, bob, claim: claims }) {
        await laptop.sends(mail)
        claims(await laptop.reads(mail, { in: bob, folder: 'Elsewhere' })).isUnchanged()
      },
    }),
  )
  expect(claim && letterOf(claim)).toMatchObject({ of: expect.stringContaining('folder Elsewhere') })
  expect(claim && letterOf(claim)?.letter).toBeUndefined()
})

test('a report is about the mail that was lost, and is not that mail', async () => {
  const claims = await claimsOf(
    scenario('rfc/two-reports', {
      ...head,
      policy: { relay: { mode: 'open' } },
      async run({ laptop, alice, claim }) {
        const lost = { from: alice.address, to: ['carol@nowhere.test', alice.address] }
        const other = { from: alice.address, to: 'dave@nowhere.test' }
        await laptop.sends(lost)
        await laptop.sends(other)
        claim(await laptop.readsReport(lost, { in: alice })).isReportOf({ to: 'carol@nowhere.test' })
        claim(await laptop.readsReport(other, { in: alice })).isReportOf(other)
        const none = { from: alice.address, to: 'erin@nowhere.test' }
        claim(await laptop.readsReport(none, { in: alice })).isReportOf(none)
      },
    }),
  )
  expect(claims.map(judgeClaim)).toEqual(['holds', 'holds', 'broken'])
})

test('a secret that a message repeats is hidden in its letter, and in what was sent', async () => {
  const octets = 'Subject: s3cret\r\nMessage-ID: <1@client.test>\r\n\r\nit is s3cret\r\n'
  const sent = { messageId: '<1@client.test>', from: 'a@b.test', to: ['c@d.test'], octets, addresses: [] }
  const found = await letterFound(
    { of: 'mailbox', when: { notBefore: 0, notAfter: 0 }, latest: octets },
    [sent],
    (text) => text.replaceAll('s3cret', '********'),
  )
  expect(JSON.stringify(found)).not.toContain('s3cret')
  expect(found.letter).toMatchObject({ subject: '********', bodyDigest: found.sent?.bodyDigest })
})
