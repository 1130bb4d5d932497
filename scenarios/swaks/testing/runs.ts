import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect } from 'vitest'
import { openSink } from '#peers'
import { createMemoryFiles, realSurroundings, startReferenceServer } from '#reference-server'

type ServerOptions = Parameters<typeof startReferenceServer>[0]
type Place = { readonly host: string; readonly port: number } | undefined

const password = 'open sesame'

/** Runs a wrapper as a user would, and tells how it ended. */
export async function runs(wrapper: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn('/bin/sh', [join(import.meta.dirname, '..', `${wrapper}.sh`), ...args], {
    env: { PATH: process.env['PATH'], MAILSPEC_PASSWORD: password, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => void (said.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => void (said.err += chunk.toString()))
  const [code]: unknown[] = await once(child, 'close')
  return { code, ...said }
}

/** Where a service is, as the wrappers take it. */
export const at = (place: Place): string[] =>
  place ? [place.host, String(place.port)] : ['no such service', '1']

/** A server that hosts local.test with alice and bob, under a policy; strangers come from 127.0.0.x. */
export async function openHost(
  profile: ServerOptions['profile'],
  policy: ServerOptions['policy'],
  files: Record<string, string> = {},
) {
  const anyPort = { host: '127.0.0.1', port: 0 }
  const memory = createMemoryFiles()
  for (const [path, text] of Object.entries(files)) memory.write(path, text)
  const accounts = { 'alice@local.test': { password }, 'bob@local.test': { password } }
  return startReferenceServer(
    {
      profile,
      policy: { domains: { local: ['local.test'] }, accounts, relay: { trusted: [] }, ...policy },
      listen: { mx: anyPort, submission: anyPort, pop3: anyPort },
    },
    { ...realSurroundings(), files: memory },
  )
}

/** A receiver that takes everything but what it answers otherwise: `['RCPT', '550 5.7.1 no']`. */
export const openTaker = (...answers: NonNullable<Parameters<typeof openSink>[1]>) =>
  openSink({ host: '127.0.0.1', now: () => 0 }, answers)

/** How a wrapper ends, by the reason it gives; the reason is a pattern. */
export const asRule = (reason: string) => ({
  code: 0,
  out: expect.stringMatching(new RegExp(`^as the rule says: ${reason}\n$`)),
  err: '',
})

/** The same, where the rule does not hold. */
export const notAsRule = (reason: string) => ({
  code: 1,
  out: expect.stringMatching(new RegExp(`^not as the rule says: ${reason}\n$`)),
  err: '',
})

/** The same, where nothing was proved. */
export const couldNotTell = (reason: string) => ({
  code: 2,
  out: expect.stringMatching(new RegExp(`^could not tell: ${reason}\n$`)),
  err: '',
})
