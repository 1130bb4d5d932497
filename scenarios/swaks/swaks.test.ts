import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { needs } from '../clients/testing/needs.ts'
import { closedPort } from '../clients/testing/scripted-peer.ts'
import { couldNotTell, runs } from './testing/runs.ts'

const wrappers = [
  'relay-denied',
  'relay-after-auth',
  'pop-before-smtp',
  'submission-needs-auth',
  'bypass',
  'rate-limit',
]
describe('every wrapper', () => {
  test.each(wrappers)('%s explains itself', async (wrapper) => {
    const { code, out } = await runs(wrapper, ['--help'])
    expect(code).toBe(0)
    expect(out.startsWith(`${wrapper}.sh HOST PORT`)).toBe(true)
    expect(out).toMatch(/\nExample: .*\n$/)
  })

  test.each(wrappers)('%s needs a host and a port', async (wrapper) => {
    for (const args of [
      [],
      ['127.0.0.1'],
      ['127.0.0.1', 'smtp'],
      ['127.0.0.1', '25', '--what'],
      ['127.0.0.1', '25', '26'],
    ]) {
      const { code, out, err } = await runs(wrapper, args)
      expect([code, out]).toEqual([64, ''])
      expect(err).toMatch(new RegExp(`^${wrapper}\\.sh: .*; see --help\n$`))
    }
  })

  const complete: Readonly<Record<string, readonly string[]>> = {
    'relay-denied': [],
    'relay-after-auth': ['--user', 'alice'],
    'pop-before-smtp': ['--user', 'alice', '--pop', '127.0.0.1', '110'],
    'submission-needs-auth': ['--user', 'alice'],
    bypass: ['--local', 'bob@local.test', '--source', '127.0.0.1'],
    'rate-limit': ['--count', '2', '--to', 'bob@local.test'],
  }

  test.for(wrappers)('%s cannot tell where nobody listens', async (wrapper, context) => {
    needs('swaks')(context)
    const port = String(await closedPort())
    const outcome = await runs(wrapper, ['127.0.0.1', port, ...(complete[wrapper] ?? [])])
    expect(outcome).toEqual(couldNotTell('.*onnection refused'))
  })

  test.each(wrappers)('%s cannot tell without swaks', async (wrapper) => {
    const outcome = await runs(wrapper, ['127.0.0.1', '25', ...(complete[wrapper] ?? [])], {
      PATH: '/nonexistent',
    })
    expect(outcome).toEqual(couldNotTell('swaks is not installed'))
  })

  test.each([
    ['relay-after-auth', []],
    ['pop-before-smtp', ['--user', 'alice']],
    ['pop-before-smtp', ['--pop', '127.0.0.1']],
    ['bypass', ['--local', 'bob@local.test']],
    ['bypass', ['--from', 'alice@local.test']],
    ['rate-limit', ['--to', 'bob@local.test']],
    ['rate-limit', ['--count', 'many', '--to', 'bob@local.test']],
    ['rate-limit', ['--count', '2']],
  ])('%s with only %j is bad usage', async (wrapper, args) => {
    expect(await runs(wrapper, ['127.0.0.1', '25', ...args])).toMatchObject({ code: 64, out: '' })
  })

  test('the password is on no command line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mailspec-swaks-'))
    await writeFile(join(folder, 'swaks'), '#!/bin/sh\necho "*** $*"\nexit 28\n', { mode: 0o755 })
    const args = ['127.0.0.1', '25', '--user', 'alice']
    const { out } = await runs('relay-after-auth', args, { PATH: `${folder}:${process.env['PATH']}` })
    await rm(folder, { recursive: true })
    expect(out).toContain('--auth-user alice')
    expect(out).not.toContain('sesame')
  })

  test('a login name without a password in the environment is bad usage', async () => {
    const args = ['127.0.0.1', '25', '--user', 'alice']
    const { code, err } = await runs('relay-after-auth', args, { MAILSPEC_PASSWORD: '' })
    expect([code, err]).toEqual([64, expect.stringContaining('MAILSPEC_PASSWORD')])
  })
})
