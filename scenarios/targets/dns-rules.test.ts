import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { exim } from './exim/kind.ts'
import { nativeTarget } from './native/target.ts'
import { postfix } from './postfix/kind.ts'
import type { Needs } from './target.ts'
import { having, needsTarget } from './testing/native.ts'
import { codeOf, staged } from './testing/sessions.ts'

// What servers of others ask the name servers about a sender. The reference server has no such rule yet, so that no
// policy may write one: it is put to a server behind the back of the policy document.

const [named, nameless] = ['192.0.2.20', '192.0.2.21']

const needs: Needs = {
  scenario: 'relay/dns',
  profile: 'kerio',
  policy: {},
  accounts: { bob: 'bob@local.test' },
  sources: { named, nameless },
  uses: ['dns'],
  seed: 1,
}

const toBob = (from: string) => ({ from, to: 'bob@local.test' })

describe.each([postfix, exim].map((kind) => [kind.title, kind] as const))('%s', (_, kind) => {
  const targets = {
    requireDnsDomain: nativeTarget(having(kind, { sender: { requireDnsDomain: true } })),
    requirePtr: nativeTarget(having(kind, { sender: { requirePtr: true } })),
  }
  afterAll(async () => {
    for (const target of Object.values(targets)) await target.close?.()
  })
  beforeEach(needsTarget(nativeTarget(kind)))

  test('refuses a sender whose domain the name servers do not know', async () => {
    await using staging = await staged(targets.requireDnsDomain, needs)
    expect(await codeOf(staging, named, toBob('eve@remote.test'))).toBe(250)
    expect(await codeOf(staging, named, toBob(''))).toBe(250)
    expect(await codeOf(staging, named, toBob('eve@nowhere.test'))).toBe(550)
    await staging.dns?.answers('nowhere.test', { A: ['192.0.2.30'] })
    expect(await codeOf(staging, named, toBob('eve@nowhere.test'))).toBe(250)
  })

  test('refuses a client without a name', async () => {
    await using staging = await staged(targets.requirePtr, needs)
    await staging.dns?.answers('192.0.2.20', { PTR: ['client.remote.test'] })
    expect(await codeOf(staging, named, toBob('eve@remote.test'))).toBe(250)
    expect(await codeOf(staging, nameless, toBob('eve@remote.test'))).toBe(550)
  })
})
