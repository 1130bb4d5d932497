import { expect, test } from 'vitest'
import { policyOf, path } from '../policy/testing.ts'
import { isLocal } from '../policy/hosted.ts'
import { routeOf } from './routes.ts'

const policy = policyOf('imail', {})
const way = (localPart: string, domain: string) =>
  routeOf(path(localPart, domain), {
    policy,
    isLocal: (each) => isLocal(each, policy),
    relayHost: () => undefined,
  })

test.each([
  ['bob', 'local.test', { to: 'mailbox', account: 'bob@local.test' }],
  ['ghost', 'local.test', { to: 'nowhere' }],
  ['carol', 'remote.test', { to: 'hop', domain: 'remote.test' }],
  ['postmaster', '', { to: 'mailbox', account: 'postmaster@local.test' }],
  // A sender without a domain may have been taken; a report to it leaves this server for no other.
  ['Bob', '', { to: 'mailbox', account: 'bob@local.test' }],
  ['fred', '', { to: 'nowhere' }],
])('mail for %s@%s goes %o', (localPart, domain, route) => {
  expect(way(localPart, domain)).toMatchObject(route)
})
