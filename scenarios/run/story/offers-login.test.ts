import { expect, test } from 'vitest'
import type { Staging } from '../../targets/target.ts'
import { offersLogin } from './reach.ts'

const nothing = { policy: {}, endpoint: () => undefined, source: () => undefined, accounts: {}, now: () => 0 }
const ours: Staging = { ...nothing, [Symbol.asyncDispose]: () => Promise.resolve() }
const somebodys: Staging = { ...ours, mayHoldBack: true }
const listing = (...rows: readonly (readonly [string, readonly string[]])[]) => new Map(rows)

test.each([
  ['a server of somebody else that lists it', somebodys, listing(['AUTH', ['PLAIN', 'LOGIN']]), 'LOGIN'],
  ['one where TLS is still to begin', somebodys, listing(['STARTTLS', []]), 'PLAIN'],
  ['a server that was set up for the story', ours, listing(), 'CRAM-MD5'],
] as const)('a login is tried on %s', (_, staging, capabilities, mechanism) => {
  expect(() => offersLogin({ staging }, capabilities, mechanism)).not.toThrow()
})

test.each([
  ['no login at all', listing(['PIPELINING', []])],
  ['other mechanisms', listing(['AUTH', ['PLAIN', 'LOGIN']])],
])('on a server of somebody else that lists %s there is none to be tried', (_, capabilities) => {
  expect(() => offersLogin({ staging: somebodys }, capabilities, 'CRAM-MD5')).toThrow(
    'the server does not list it in this session',
  )
})
