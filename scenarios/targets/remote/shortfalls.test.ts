import { describe, expect, test } from 'vitest'
import type { Needs } from '../target.ts'
import { readTargetFile, type TargetFile } from './file.ts'
import { shortfallsOf } from './shortfalls.ts'

const minutes = 60_000
const mx = { host: '127.0.0.1', port: 25 }

function file(changes: object = {}): TargetFile {
  const read = readTargetFile({
    version: 1,
    name: 'box',
    services: { mx },
    accounts: { alice: { address: 'alice@example.org', passwordEnv: 'ALICE_PASSWORD' } },
    domains: { local: 'example.org', remote: 'example.net' },
    sources: ['127.0.0.2'],
    profile: 'kerio',
    vouches: { relay: { mode: 'restricted' }, popBeforeSmtp: { enabled: true, window: '1h' } },
    ...changes,
  })
  if (read.problems) throw new Error(JSON.stringify(read.problems))
  return read.file
}

const needs = (changes: Partial<Needs> = {}): Needs => ({
  scenario: 'relay/x',
  profile: 'kerio',
  policy: {},
  accounts: {},
  sources: { visitor: '203.0.113.10' },
  uses: [],
  seed: 1,
  ...changes,
})

const short = (wanted: Partial<Needs>, changes: object = {}, patience = 0): readonly string[] =>
  shortfallsOf(needs(wanted), file(changes), { patience }).map(({ need, why }) => `${need}: ${why}`)

describe('no shortfall', () => {
  test.each<[string, Partial<Needs>, object, number]>([
    ['nothing special', {}, {}, 0],
    ['what is stated', { policy: { relay: { mode: 'restricted' } } }, {}, 0],
    ['what is stated in another unit', { policy: { popBeforeSmtp: { window: '60m' } } }, {}, 0],
    [
      'an example, and a value within its bounds',
      {
        policy: { popBeforeSmtp: { window: '30m' } },
        parameters: { 'popBeforeSmtp.window': { from: minutes, to: 60 * minutes } },
      },
      {},
      0,
    ],
    [
      'the default of the product that the file names',
      { policy: { limits: { messageSize: '20MB' } } },
      {},
      0,
    ],
    ['what that product fixes', { fixed: { auth: { failureCancelsAddress: true } } }, {}, 0],
    [
      'a port of submission that the services give',
      {
        policy: { submission: { port: 587 } },
        parameters: { 'submission.port': { from: 1, to: 65_535 } },
      },
      { services: { mx, submission: { ...mx, port: 2587 } }, profile: undefined, vouches: {} },
      0,
    ],
    [
      'a rule that the reference server lacks, where it is stated',
      { profile: 'plain', policy: { limits: { connectionsPerIp: 5 } } },
      { profile: undefined, vouches: { limits: { connectionsPerIp: 5 } } },
      0,
    ],
    ['an account there is', { accounts: { alice: 'alice@local.test' } }, {}, 0],
    ['one visitor, no address listed', {}, { sources: [] }, 0],
    [
      'two visitors, two addresses',
      { sources: { a: '203.0.113.10', b: '203.0.113.11' } },
      { sources: ['127.0.0.2', '127.0.0.3'] },
      0,
    ],
    [
      'a stage address that is stood for',
      { sources: { office: '192.0.2.20' } },
      { sources: { at: { '192.0.2.20': '127.0.0.4' } } },
      0,
    ],
    ['TLS that begins later', { uses: ['tls'] }, { services: { mx: { ...mx, tls: 'starttls' } } }, 0],
    ['TLS at once', { uses: ['tls'] }, { services: { mx, imaps: { ...mx, port: 993 } } }, 0],
    ['a sink', { uses: ['sink'] }, { sink: { host: '127.0.0.1', port: 2526 } }, 0],
    ['a clock, with patience', { uses: ['clock'] }, {}, 10 * minutes],
    ['any profile, where none is asked for', { profile: 'ics' }, { profile: undefined, vouches: {} }, 0],
    [
      'the same list of networks',
      { policy: { relay: { trusted: ['192.0.2.0/24'] } } },
      { vouches: { relay: { trusted: ['192.0.2.0/24'] } } },
      0,
    ],
  ])('%s', (_, wanted, changes, patience) => {
    expect(short(wanted, changes, patience)).toEqual([])
  })
})

describe('a shortfall', () => {
  test.each<[string, Partial<Needs>, object, readonly string[]]>([
    [
      'another profile',
      { profile: 'ics' },
      {},
      ['profile ics: the target file selects the scenarios of kerio only'],
    ],
    [
      'a setting nobody states',
      { policy: { relay: { acceptSmtpAuth: true } } },
      {},
      ['relay.acceptSmtpAuth: vouches does not state it; needed: true'],
    ],
    [
      'a setting stated otherwise',
      { policy: { relay: { mode: 'open' } } },
      {},
      ['relay.mode: needed "open", vouches states "restricted"'],
    ],
    [
      'a window that is longer',
      { policy: { popBeforeSmtp: { enabled: true, window: '61m' } } },
      {},
      ['popBeforeSmtp.window: needed "61m", vouches states "1h"'],
    ],
    [
      'an example, and a value beyond its bounds',
      {
        policy: { popBeforeSmtp: { window: '30m' } },
        parameters: { 'popBeforeSmtp.window': { from: minutes, to: 30 * minutes } },
      },
      {},
      ['popBeforeSmtp.window: needed 1m to 30m, vouches states "1h"'],
    ],
    [
      'what another product fixes, on a server that nobody called that product',
      { profile: 'kerio', fixed: { auth: { failureCancelsAddress: true } } },
      { profile: undefined },
      ['auth.failureCancelsAddress: vouches does not state it; needed: true'],
    ],
    [
      'another list of networks',
      { policy: { relay: { trusted: ['192.0.2.0/24'] } } },
      { vouches: { relay: { trusted: ['192.0.2.0/25'] } } },
      ['relay.trusted: needed ["192.0.2.0/24"], vouches states ["192.0.2.0/25"]'],
    ],
    [
      'several settings',
      { policy: { relay: { mode: 'open' }, limits: { messagesPerHour: 3 } } },
      {},
      [
        'relay.mode: needed "open", vouches states "restricted"',
        'limits.messagesPerHour: vouches does not state it; needed: 3',
      ],
    ],
    [
      'an account',
      { accounts: { alice: 'alice@local.test', bob: 'bob@local.test' } },
      {},
      ['account bob: the target file has no account bob'],
    ],
    [
      'two visitors, one address',
      { sources: { a: '203.0.113.10', b: '203.0.113.11' } },
      {},
      ['2 outside addresses: the target file lists 1 source address'],
    ],
    [
      'two visitors, no address',
      { sources: { a: '203.0.113.10', b: '203.0.113.11' } },
      { sources: [] },
      ['2 outside addresses: the target file lists no source addresses'],
    ],
    [
      'a stage address nothing stands for',
      { sources: { office: '192.0.2.20' } },
      {},
      ['source 192.0.2.20: sources.at maps no address of this machine to 192.0.2.20'],
    ],
    [
      'TLS, where no service has it',
      { uses: ['tls'] },
      {},
      ['tls: the target file says tls: none of each of its services'],
    ],
    [
      'powers over a server that is not ours',
      { uses: ['operator', 'dns', 'profileDefaults', 'sink', 'clock'] },
      {},
      [
        'operator: mailspec cannot administer it',
        'dns: mailspec does not control its name servers',
        "profileDefaults: a target file cannot say whether its defaults are the product's",
        'sink: the target file names no sink to receive its outgoing mail',
        'clock: its clock cannot be set, and no waiting is allowed (--patience)',
      ],
    ],
  ])('%s', (_, wanted, changes, lines) => {
    expect(short(wanted, changes)).toEqual(lines)
  })
})

test('servers around somebody else’s server are real ones, and stories with played ones are unsupported', () => {
  expect(short({ peers: { smarthost: { protocol: 'smtp' }, exchanger: { protocol: 'smtp' } } })).toEqual([
    'peer smarthost: the servers around it are real ones: none of them is played here',
    'peer exchanger: the servers around it are real ones: none of them is played here',
  ])
})
