import { afterAll, describe, expect, test } from 'vitest'
import { approaches, offers, openSmtp } from '../clients/clients.ts'
import { createRecorder } from '../evidence/recorder.ts'
import { exim } from './exim/kind.ts'
import { settle, type Asked } from './native/fragments.ts'
import type { ServerKind } from './native/kind.ts'
import { nativeTarget } from './native/target.ts'
import { postfix } from './postfix/kind.ts'
import type { Needs, Staging } from './target.ts'

// What servers of others ask the name servers about a sender. The reference server has no such rule yet, so that no
// policy may write one: it is put to a server behind the back of the policy document.

const [named, nameless] = ['192.0.2.20', '192.0.2.21']

type Rule = 'requireDnsDomain' | 'requirePtr'

const needs: Needs = {
  scenario: 'relay/dns',
  profile: 'kerio',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  sources: { named, nameless },
  uses: ['dns'],
  seed: 1,
}

/** A kind of server that has the rule in its policy, whatever it is asked for. */
function having(kind: ServerKind, rule: Rule): ServerKind {
  return {
    ...kind,
    configures: (parts) => {
      const { written, policy, ...others } = parts.asked
      const asked: Asked = {
        ...others,
        written: new Set([...written, `sender.${rule}`]),
        policy: { ...policy, sender: { ...policy.sender, [rule]: true } },
      }
      const settled = settle(asked, kind.settings, kind.title)
      if (!('lines' in settled)) throw new Error('the rule has no row')
      return kind.configures({ ...parts, asked, settled })
    },
  }
}

/** What becomes of mail for a mailbox here. */
async function codeOf(staging: Staging, source: string, from: string): Promise<number> {
  const place = staging.endpoint('mx')
  const localAddress = staging.source(source)
  if (!place || localAddress === undefined) throw new Error('there is no way to it')
  const tap = createRecorder(() => 0).opens({ client: 'client', service: 'mx', source })
  const { host, port } = place
  const smtp = await openSmtp({ host, port, localAddress }, tap, { now: () => staging.now() })
  await approaches(smtp, { name: 'client.client.test' })
  const { reply } = await offers(smtp, { from, to: 'bob@local.test' })
  await smtp.quits()
  return reply?.code ?? 0
}

const obstacle =
  process.env['MAILSPEC_NATIVE'] === undefined
    ? 'MAILSPEC_NATIVE is not set'
    : nativeTarget(postfix).obstacles?.()[0]?.why
const label = obstacle === undefined ? '' : ` (skipped: ${obstacle})`

describe.each([postfix, exim].map((kind) => [kind.title, kind] as const))('%s', (_, kind) => {
  const targets = {
    requireDnsDomain: nativeTarget(having(kind, 'requireDnsDomain')),
    requirePtr: nativeTarget(having(kind, 'requirePtr')),
  }
  afterAll(async () => {
    for (const target of Object.values(targets)) await target.close?.()
  })
  const may = test.skipIf(obstacle !== undefined)
  const staged = async (rule: Rule): Promise<Staging> => {
    const outcome = await targets[rule].stage(needs)
    if (!(Symbol.asyncDispose in outcome)) throw new Error(outcome.map(({ why }) => why).join('; '))
    return outcome
  }

  may(`refuses a sender whose domain the name servers do not know${label}`, { timeout: 60_000 }, async () => {
    await using staging = await staged('requireDnsDomain')
    expect(await codeOf(staging, named, 'eve@remote.test')).toBe(250)
    expect(await codeOf(staging, named, '')).toBe(250)
    expect(await codeOf(staging, named, 'eve@nowhere.test')).toBe(550)
    await staging.dns?.answers('nowhere.test', { A: ['192.0.2.30'] })
    expect(await codeOf(staging, named, 'eve@nowhere.test')).toBe(250)
  })

  may(`refuses a client without a name${label}`, { timeout: 60_000 }, async () => {
    await using staging = await staged('requirePtr')
    await staging.dns?.answers('192.0.2.20', { PTR: ['client.remote.test'] })
    expect(await codeOf(staging, named, 'eve@remote.test')).toBe(250)
    expect(await codeOf(staging, nameless, 'eve@remote.test')).toBe(550)
  })
})
