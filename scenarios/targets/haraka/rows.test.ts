import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildMessage } from '../../clients/clients.ts'
import { nativeTarget } from '../native/target.ts'
import type { Needs, Staging, Target } from '../target.ts'
import { having, needsTarget, type Unwritten } from '../testing/native.ts'
import { codeOf, sessionFrom, staged } from '../testing/sessions.ts'
import { haraka } from './kind.ts'

// Rows of settings that no product of the suite has built yet, so that no policy may write them: they are put to the
// server behind the back of the policy document.

const [known, other] = ['192.0.2.20', '192.0.2.21']

const needs: Needs = {
  scenario: 'relay/rows',
  profile: 'kerio',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  sources: { known, other },
  uses: ['dns'],
  seed: 1,
}

let target: Target | undefined
afterEach(() => target?.close?.())

/** Haraka with settings in its policy that it was not asked for. */
const withRows = (settings: Unwritten): Promise<Staging> =>
  staged((target = nativeTarget(having(haraka, settings))), needs)

const bob = 'bob@local.test'
const toBob = (from: string) => ({ from, to: bob })

describe('Haraka', () => {
  beforeEach(needsTarget(nativeTarget(haraka)))

  test('refuses senders of a list, by domain and by mailbox', async () => {
    await using staging = await withRows({ sender: { block: new Set(['spam.test', 'zoe@pal.test']) } })
    for (const from of ['ann@spam.test', 'zoe@pal.test'])
      expect(await codeOf(staging, known, toBob(from))).toBe(550)
    for (const from of ['ann@nospam.test', 'wim@pal.test', ''])
      expect(await codeOf(staging, known, toBob(from))).toBe(250)
  })

  test('refuses the null reverse-path', async () => {
    await using staging = await withRows({ sender: { refuseNull: true } })
    expect(await codeOf(staging, known, toBob(''))).toBe(550)
    expect(await codeOf(staging, known, toBob('eve@remote.test'))).toBe(250)
  })

  test('refuses a sender whose domain the name servers do not know', async () => {
    await using staging = await withRows({ sender: { requireDnsDomain: true } })
    expect(await codeOf(staging, known, toBob('eve@remote.test'))).toBe(250)
    expect(await codeOf(staging, known, toBob('eve@nowhere.test'))).toBe(550)
    await staging.dns?.answers('nowhere.test', { A: ['192.0.2.30'] })
    expect(await codeOf(staging, known, toBob('eve@nowhere.test'))).toBe(250)
  })

  test('takes so many recipients in a session', async () => {
    await using staging = await withRows({ limits: { recipients: 2 } })
    expect(await codeOf(staging, known, { from: 'eve@remote.test', to: [bob, bob] })).toBe(250)
    expect(await codeOf(staging, known, { from: 'eve@remote.test', to: [bob, bob, bob] })).toBe(450)
  })

  test('takes messages up to a size and a number of hops', async () => {
    await using staging = await withRows({ limits: { messageSize: 3000, hops: 3 } })
    const from = 'eve@remote.test'
    const plain = buildMessage({ from, to: bob, now: staging.now(), token: 'rows' })
    const codeWith = (fields: string): Promise<number> =>
      codeOf(staging, known, { from, to: bob, message: `${fields}${plain}` })
    const hop = 'Received: from there\r\n'
    expect(await codeWith(hop.repeat(3))).toBe(250)
    expect(await codeWith(hop.repeat(4))).toBe(550)
    expect(await codeWith('Comments: much to say\r\n'.repeat(200))).toBe(550)
  })

  test('lets so many sessions of an address be open', async () => {
    await using staging = await withRows({ limits: { connectionsPerIp: 2 } })
    const open = [await sessionFrom(staging, known), await sessionFrom(staging, known)]
    expect((await sessionFrom(staging, known)).greeting.reply).toMatchObject({ code: 421 })
    expect((await sessionFrom(staging, other)).greeting.reply).toMatchObject({ code: 220 })
    for (const smtp of open) await smtp.quits()
  })
})
