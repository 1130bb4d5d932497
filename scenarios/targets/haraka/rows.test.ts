import { afterEach, describe, expect, test } from 'vitest'
import { approaches, buildMessage, offers, openSmtp, sends } from '../../clients/clients.ts'
import { createRecorder } from '../../evidence/recorder.ts'
import { settle, type Asked } from '../native/fragments.ts'
import { nativeTarget } from '../native/target.ts'
import type { Needs, Staging, Target } from '../target.ts'
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

type Policy = Asked['policy']

interface Changes {
  readonly sender?: Partial<Policy['sender']>
  readonly limits?: Partial<Policy['limits']>
}

/** Haraka with settings in its policy that it was not asked for. */
const having = ({ sender = {}, limits = {} }: Changes): Target =>
  nativeTarget({
    ...haraka,
    configures: (parts) => {
      const { policy } = parts.asked
      const asked: Asked = {
        ...parts.asked,
        written: new Set([
          ...Object.keys(sender).map((name) => `sender.${name}`),
          ...Object.keys(limits).map((name) => `limits.${name}`),
        ]),
        policy: {
          ...policy,
          sender: { ...policy.sender, ...sender },
          limits: { ...policy.limits, ...limits },
        },
      }
      const settled = settle(asked, haraka.settings, haraka.title)
      if (!('lines' in settled)) throw new Error('a setting has no row')
      return haraka.configures({ ...parts, asked, settled })
    },
  })

let target: Target | undefined
afterEach(() => target?.close?.())

async function staged(made: Target): Promise<Staging> {
  target = made
  const outcome = await made.stage(needs)
  if (Symbol.asyncDispose in outcome) return outcome
  throw new Error(outcome.map(({ need, why }) => `${need}: ${why}`).join('; '))
}

async function session(staging: Staging, source = known) {
  const place = staging.endpoint('mx')
  const localAddress = staging.source(source)
  if (!place || localAddress === undefined) throw new Error('there is no way to it')
  const tap = createRecorder(() => 0).opens({ client: 'client', service: 'mx', source })
  const { host, port } = place
  const smtp = await openSmtp({ host, port, localAddress }, tap, { now: () => staging.now() })
  await approaches(smtp, { name: 'client.client.test' })
  return smtp
}

const bob = 'bob@local.test'

interface Mail {
  readonly from: string
  readonly to?: readonly string[]
  readonly text?: string
}

/** What becomes of an envelope, or of a message where there is a text. */
async function codeOf(staging: Staging, mail: Mail) {
  const { from, to = [bob], text } = mail
  const smtp = await session(staging)
  const message = buildMessage({ from, to: bob, now: staging.now(), token: 'rows' })
  const { reply } = await (text === undefined
    ? offers(smtp, { from, to })
    : sends(smtp, { from, to, message: `${text}${message}` }))
  await smtp.quits()
  return reply?.code ?? 0
}

const obstacle =
  process.env['MAILSPEC_NATIVE'] === undefined
    ? 'MAILSPEC_NATIVE is not set'
    : nativeTarget(haraka).obstacles?.()[0]?.why
const label = obstacle === undefined ? '' : ` (skipped: ${obstacle})`
const may = test.skipIf(obstacle !== undefined)
const timeout = 60_000

describe('Haraka', () => {
  may(`refuses senders of a list, by domain and by mailbox${label}`, { timeout }, async () => {
    await using staging = await staged(having({ sender: { block: ['spam.test', 'zoe@pal.test'] } }))
    for (const from of ['ann@spam.test', 'zoe@pal.test']) expect(await codeOf(staging, { from })).toBe(550)
    for (const from of ['ann@nospam.test', 'wim@pal.test', ''])
      expect(await codeOf(staging, { from })).toBe(250)
  })

  may(`refuses the null reverse-path${label}`, { timeout }, async () => {
    await using staging = await staged(having({ sender: { refuseNull: true } }))
    expect(await codeOf(staging, { from: '' })).toBe(550)
    expect(await codeOf(staging, { from: 'eve@remote.test' })).toBe(250)
  })

  may(`refuses a sender whose domain the name servers do not know${label}`, { timeout }, async () => {
    await using staging = await staged(having({ sender: { requireDnsDomain: true } }))
    expect(await codeOf(staging, { from: 'eve@remote.test' })).toBe(250)
    expect(await codeOf(staging, { from: 'eve@nowhere.test' })).toBe(550)
    await staging.dns?.answers('nowhere.test', { A: ['192.0.2.30'] })
    expect(await codeOf(staging, { from: 'eve@nowhere.test' })).toBe(250)
  })

  may(`takes so many recipients in a session${label}`, { timeout }, async () => {
    await using staging = await staged(having({ limits: { recipients: 2 } }))
    expect(await codeOf(staging, { from: 'eve@remote.test', to: [bob, bob] })).toBe(250)
    expect(await codeOf(staging, { from: 'eve@remote.test', to: [bob, bob, bob] })).toBe(450)
  })

  may(`takes messages up to a size and a number of hops${label}`, { timeout }, async () => {
    await using staging = await staged(having({ limits: { messageSize: 3000, hops: 3 } }))
    const from = 'eve@remote.test'
    const hop = 'Received: from there\r\n'
    expect(await codeOf(staging, { from, text: hop.repeat(2) })).toBe(250)
    expect(await codeOf(staging, { from, text: hop.repeat(4) })).toBe(550)
    expect(await codeOf(staging, { from, text: 'Comments: much to say\r\n'.repeat(200) })).toBe(550)
  })

  may(`lets so many sessions of an address be open${label}`, { timeout }, async () => {
    await using staging = await staged(having({ limits: { connectionsPerIp: 2 } }))
    const open = [await session(staging), await session(staging)]
    expect((await session(staging)).greeting.reply).toMatchObject({ code: 421 })
    expect((await session(staging, other)).greeting.reply).toMatchObject({ code: 220 })
    for (const smtp of open) await smtp.quits()
  })
})
