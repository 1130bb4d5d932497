import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { buildMessage, openPop3 } from '../clients/clients.ts'
import { builtInTargets } from '../cli/targets.ts'
import { createRecorder } from '../evidence/recorder.ts'
import { builtInKinds } from './built-in.ts'
import { containerWay } from './docker/way.ts'
import { eximDovecot } from './exim-dovecot/kind.ts'
import { nativeTarget } from './native/target.ts'
import { postfixDovecot } from './postfix-dovecot/kind.ts'
import { referenceTarget } from './reference/target.ts'
import type { Needs, Staging, Target } from './target.ts'
import { needsTarget } from './testing/native.ts'
import { codeOf as codeOfMail, staged } from './testing/sessions.ts'

const hour = 3_600_000
const day = 24 * hour
const [trusted, neighbour, stranger] = ['192.0.2.20', '192.0.2.21', '203.0.113.10']
const relayed = { from: 'office@local.test', to: 'carol@remote.test' }

/** What a story with one trusted network asks for. */
const needs = (changes: Partial<Needs> = {}): Needs => ({
  scenario: 'relay/contract',
  profile: 'kerio',
  policy: { relay: { mode: 'restricted', trusted: [trusted] } },
  accounts: {},
  sources: { trusted, neighbour, stranger },
  uses: ['sink', 'clock'],
  seed: 1,
  ...changes,
})

/** The code of a reply to an envelope, or to a whole message. */
const codeOf = (staging: Staging, source: string, mail = relayed, whole = false): Promise<number> =>
  codeOfMail(staging, source, {
    ...mail,
    ...(whole && { message: buildMessage({ ...mail, now: staging.now(), token: 'contract' }) }),
  })

const targets: readonly (readonly [string, () => Target, boolean])[] = [
  ['reference', referenceTarget, false],
  ...builtInKinds.map((kind) => [kind.name, () => nativeTarget(kind), true] as const),
  ...[postfixDovecot, eximDovecot].map(
    (kind) => [`${kind.name}@docker`, () => nativeTarget(kind, containerWay()), true] as const,
  ),
]

test('every built-in target is held to the contract', () => {
  const held = targets.map(([name]) => name)
  expect(held).toEqual(expect.arrayContaining(builtInTargets().map(({ name }) => name)))
})

describe.each(targets)('a target, such as %s', (name, make, isNative) => {
  const target = make()
  if (isNative)
    beforeEach(needsTarget(target, name.endsWith('@docker') ? 'MAILSPEC_DOCKER' : 'MAILSPEC_NATIVE'))
  afterAll(() => target.close?.())

  test('says the policy as it was applied', async () => {
    await using staging = await staged(target, needs())
    expect(staging.policy.relay).toMatchObject({ trusted: [trusted] })
  })

  test('shows each client at its address', async () => {
    await using staging = await staged(target, needs())
    expect(await codeOf(staging, trusted)).toBe(250)
    for (const other of [neighbour, stranger])
      expect(await codeOf(staging, other)).toBeGreaterThanOrEqual(500)
  })

  test('begins each story as if there had been none before', async () => {
    const from = new Set<string | undefined>()
    for (let story = 0; story < 2; story++) {
      await using staging = await staged(target, needs())
      const { sink } = staging
      expect(sink?.receipts()).toEqual([])
      expect(await codeOf(staging, trusted, relayed, true)).toBe(250)
      expect(await sink?.settles(() => true)).toBe(true)
      expect(sink?.receipts()).toHaveLength(1)
      if (isNative) from.add(staging.source(stranger))
    }
    // Of a server that runs on, nobody outside has been heard before.
    if (isNative) expect(from.size).toBe(2)
  })

  // A server in this process is a fresh one each time: there is nothing to run on.
  if (isNative)
    test('runs on for stories of one configuration, and for no other', async () => {
      const places: unknown[] = []
      const stories = [{ sources: { stranger } }, { sources: { stranger } }, { policy: {} }]
      for (const story of stories) {
        await using staging = await staged(target, needs(story))
        places.push(staging.endpoint('mx'))
      }
      const [first, second, third] = places
      expect(second).toEqual(first)
      expect(third).not.toEqual(first)
    })

  test('stamps mail with the time that was moved to', async () => {
    await using staging = await staged(target, needs())
    const { clock, sink } = staging
    const until = staging.now() + 36 * day
    await clock?.moveTo(until)
    expect(staging.now()).toBeGreaterThanOrEqual(until)
    expect(staging.now()).toBeLessThan(until + hour)
    expect(await codeOf(staging, trusted, relayed, true)).toBe(250)
    await sink?.settles(() => true)
    const [, stamp = ''] = /^Received:[^;]*;\s*(.+)$/ms.exec(sink?.receipts()[0]?.message ?? '') ?? []
    const received = Date.parse(stamp.split('\r\n')[0] ?? '')
    expect(Math.abs(received - staging.now())).toBeLessThan(10_000)
  })

  test('holds time still or lets it flow, and never turns it back', async () => {
    await using staging = await staged(target, needs())
    const before = staging.now()
    await staging.clock?.moveTo(before - hour)
    expect(staging.now()).toBeGreaterThanOrEqual(before)
  })

  test('has maildrops that are empty at the start of a story', async (context) => {
    for (let story = 0; story < 2; story++) {
      await using staging = await staged(target, needs({ accounts: { bob: 'bob@local.test' }, uses: [] }))
      const place = staging.endpoint('pop3')
      const { bob } = staging.accounts
      if (!(place || staging.mailbox) || !bob) return context.skip('it has no maildrops')
      expect(await codeOf(staging, stranger, { from: 'eve@elsewhere.test', to: bob.address }, true)).toBe(250)
      await staging.settles?.()
      if (!place) {
        expect(staging.mailbox?.(bob.address)).toHaveLength(1)
        continue
      }
      expect('mailbox' in staging, 'what has POP3 is read over it').toBe(false)
      const tap = createRecorder(() => 0).opens({ client: 'reader', service: 'pop3', source: stranger })
      const pop3 = await openPop3({ host: place.host, port: place.port }, tap, { now: () => staging.now() })
      expect(await pop3.logsIn(bob)).toMatchObject({ ok: true })
      expect(await pop3.counts()).toMatchObject({ messages: 1 })
      await pop3.quits()
    }
    return undefined
  })

  test('states what it cannot do before it is asked to', () => {
    const strange = needs({ sources: { six: '2001:db8::7' }, uses: ['profileDefaults'] })
    const stated = target.shortfalls(strange).map(({ need }) => need)
    if (isNative) expect(stated).toEqual(expect.arrayContaining(['source 2001:db8::7', 'profileDefaults']))
    else expect(stated).toEqual([])
  })

  test('leaves nothing running when it is closed', async () => {
    const before = confined()
    const own = make()
    const staging = await staged(own, needs())
    const place = staging.endpoint('mx')
    await staging[Symbol.asyncDispose]()
    await own.close?.()
    expect(place && (await answers(place))).toBe(false)
    expect(confined().filter((folder) => !before.includes(folder))).toEqual([])
  })
})

const answers = ({ host, port }: { host: string; port: number }): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port })
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })

/** The folders of ours that some process sees at /srv: a server that runs on may have other processes each time. */
const confined = (): readonly string[] => [
  ...new Set(
    readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .flatMap((pid) => mountsOf(pid).match(new RegExp(`mailspec-server-${process.pid}-\\w+`, 'g')) ?? []),
  ),
]

function mountsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/mountinfo`, 'utf8')
  } catch {
    // It has ended meanwhile, or is somebody else's.
    return ''
  }
}
