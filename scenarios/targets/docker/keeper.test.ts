import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { hostname } from 'node:os'
import { runs } from '../native/command.ts'
import { labels, sweeps } from './keeper.ts'

beforeEach(({ skip }) => skip(process.env['MAILSPEC_DOCKER'] === undefined, 'MAILSPEC_DOCKER is not set'))

/** Opens a container, says so, and goes on for as long as it is left alone. */
const opener = `
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
const { postfixDovecot } = await import('${join(import.meta.dirname, '..', 'postfix-dovecot', 'kind.ts')}')
const { nativeTarget } = await import('${join(import.meta.dirname, '..', 'native', 'target.ts')}')
const { containerWay } = await import('${join(import.meta.dirname, 'way.ts')}')
const needs = { scenario: 'relay/x', profile: 'kerio', policy: {}, accounts: {}, sources: {}, uses: [], seed: 1 }
const staging = await nativeTarget(postfixDovecot, containerWay()).stage(needs)
console.log('open')
setInterval(() => staging.now(), 1000)
`

test('what a process that is gone has left is swept up, and nothing else (postfix-dovecot@docker)', async () => {
  const gone = spawn('true')
  await new Promise((resolve) => gone.once('close', resolve))
  for (const pid of [gone.pid, process.pid]) {
    const owned = ['--label', `${labels.process}=${pid}`, '--label', `${labels.machine}=${hostname()}`]
    await runs('docker', ['run', '--detach', ...owned, 'mailspec-postfix-dovecot', 'sleep', '300'])
  }
  await sweeps()
  expect(await containersOf(gone.pid)).toBe('')
  const own = await containersOf(process.pid)
  expect(own).not.toBe('')
  await runs('docker', ['rm', '--force', own])
})

const containersOf = async (pid: number | undefined): Promise<string> =>
  (await runs('docker', ['ps', '--all', '--quiet', '--filter', `label=${labels.process}=${pid}`])).output

test('postfix-dovecot@docker is gone when whoever opened it is killed', async () => {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', opener])
  await new Promise((resolve) => child.stdout.once('data', resolve))
  expect(await containersOf(child.pid)).not.toBe('')
  child.kill('SIGKILL')
  await expect.poll(() => containersOf(child.pid)).toBe('')
})
