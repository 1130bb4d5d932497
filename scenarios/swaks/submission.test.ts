import { beforeEach, describe, expect, test } from 'vitest'
import { needs } from '../clients/testing/needs.ts'
import { openPeer } from '../clients/testing/scripted-peer.ts'
import { asRule, at, couldNotTell, notAsRule, openHost, openTaker, runs } from './testing/runs.ts'

describe('submission-needs-auth', () => {
  beforeEach(needs('swaks'))

  const offers = [
    '--user',
    'alice',
    '--from',
    'alice@local.test',
    '--local',
    'bob@local.test',
    '--to',
    'carol@remote.test',
  ]

  test('a server whose submission service wants AUTH', async () => {
    await using server = await openHost('icewarp', { submission: { enabled: true } })
    expect(await runs('submission-needs-auth', [...at(server.endpoint('submission')), ...offers])).toEqual(
      asRule('nothing is taken without AUTH: 5.*; from alice it is'),
    )
  })

  test('a server that takes mail for its own without', async () => {
    await using server = await openHost('icewarp', { submission: { enabled: false } })
    expect(await runs('submission-needs-auth', [...at(server.endpoint('submission')), ...offers])).toEqual(
      notAsRule('bob@local\\.test is accepted without AUTH'),
    )
  })
})

describe('bypass', () => {
  beforeEach(needs('swaks'))

  const offers = [
    '--local',
    'bob@local.test',
    '--from',
    'alice@local.test',
    '--outside',
    'eve@elsewhere.test',
  ]
  const bypass = 'submissionbypass.dat'
  const policy = { submission: { enabled: true, bypassFile: bypass } }

  test('a server that frees its own senders from AUTH', async () => {
    await using server = await openHost('icewarp', policy, { [bypass]: 'l:\n' })
    expect(await runs('bypass', [...at(server.endpoint('submission')), ...offers])).toEqual(
      asRule('alice@local\\.test may submit without AUTH; eve@elsewhere\\.test may not: 5.*'),
    )
  })

  test('a server that frees nobody', async () => {
    await using server = await openHost('icewarp', policy, { [bypass]: '# nobody\n' })
    expect(await runs('bypass', [...at(server.endpoint('submission')), ...offers])).toEqual(
      notAsRule('alice@local\\.test may not submit without AUTH: 5.*'),
    )
  })

  test('a server that frees everyone', async () => {
    await using sink = await openTaker()
    expect(await runs('bypass', [...at(sink), ...offers])).toEqual(
      notAsRule('eve@elsewhere\\.test may submit .*'),
    )
  })

  test('a server that frees an address', async () => {
    await using peer = await openPeer(async ({ source, says, answers }) => {
      says('220 hello\r\n')
      await answers('250 hello\r\n')
      await answers('250 ok\r\n')
      await answers(source === '127.0.0.7' ? '250 ok\r\n' : '530 5.7.0 AUTH first\r\n')
      await answers('221 bye\r\n')
    })
    const addresses = ['--local', 'bob@local.test', '--source', '127.0.0.7', '--outside', '127.0.0.8']
    expect(await runs('bypass', [...at(peer.address), ...addresses])).toEqual(
      asRule('127\\.0\\.0\\.7 may submit without AUTH; 127\\.0\\.0\\.8 may not: 530 .*'),
    )
  })
})

describe('rate-limit', () => {
  beforeEach(needs('swaks'))

  const two = ['--count', '2', '--to', 'bob@local.test']

  test('a server that takes two messages an hour', async () => {
    await using server = await openHost('kerio', { limits: { messagesPerHour: 2 } })
    expect(await runs('rate-limit', [...at(server.endpoint('mx')), ...two])).toEqual(
      asRule('2 messages are taken, the next is not: [45].*'),
    )
  })

  test('a server that takes one', async () => {
    await using server = await openHost('kerio', { limits: { messagesPerHour: 1 } })
    expect(await runs('rate-limit', [...at(server.endpoint('mx')), ...two])).toEqual(
      notAsRule('message 2 of the 2 allowed is not taken: [45].*'),
    )
  })

  test('a server without a limit', async () => {
    await using sink = await openTaker()
    expect(await runs('rate-limit', [...at(sink), ...two])).toEqual(
      notAsRule('message 3 is taken, where 2 are allowed'),
    )
    expect(sink.receipts()).toHaveLength(3)
  })

  test('a server that takes nothing proves nothing', async () => {
    await using sink = await openTaker(['DATA', '451 4.3.0 not now'])
    expect(await runs('rate-limit', [...at(sink), ...two])).toEqual(
      couldNotTell('not even the first message is taken: 451 4\\.3\\.0 not now'),
    )
  })
})
