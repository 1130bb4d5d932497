import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { afterAll, expect, test } from 'vitest'
import { mailspec } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'mailspec-impact-'))
const file = join(folder, 'target.yaml')
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(
  file,
  stringify({
    version: 1,
    name: 'box',
    services: { mx: { host: '127.0.0.1', port: 25 } },
    accounts: { bob: { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' } },
    domains: { local: 'example.org', remote: 'example.net' },
  }),
)

const film = 'rfc/message-above-the-limit'

test('on a target file, stories that do more than send a message wait', async () => {
  const { out } = await mailspec('plan', film, 'rfc/peculiar-paths', '--target', file)
  expect(out).toContain('plays        rfc/peculiar-paths')
  expect(out).not.toContain(film)
  expect(out).toContain('1 scenario waits: 1 many-messages (--impact many-messages plays them)')
})

test('they are planned once they are allowed', async () => {
  const { out } = await mailspec('plan', film, '--target', file, '--impact', 'many-messages')
  expect(out).toContain(film)
  expect(out).not.toContain('waits')
})

test('where all of them wait nothing is played, and that is said', async () => {
  expect(await mailspec('run', film, '--target', file)).toEqual({
    code: 2,
    out: '',
    err: 'mailspec: nothing to play within --impact one-message: 1 scenario waits: 1 many-messages (--impact many-messages plays them), no report was written\n',
  })
})

test('a level there is not is a mistake', async () => {
  const { code, err } = await mailspec('plan', '--impact', 'much')
  expect(code).toBe(64)
  expect(err).toContain('Expected one of none, one-message, many-messages, slow, blocks-client.')
})

test('list shows what stays within a level', async () => {
  const { out } = await mailspec('list', 'rfc/', '--impact', 'none')
  expect(out).toContain('rfc/starttls-begins-anew')
  expect(out).not.toContain(film)
})
