import { expect, test } from 'vitest'
import type { PolicyDocument } from '../policy/document/document.ts'
import { policyOf } from '../policy/testing.ts'
import { doorsOf } from './doors.ts'

const where = { host: '127.0.0.1', port: 0 }

const doors = (document: PolicyDocument, certified: boolean, profile: 'ics' | 'commgate' = 'ics') =>
  doorsOf({ policy: policyOf(profile, document), certified: () => certified }, () => where).map(
    ({ service, port, address }) => [service, port, ...(address === undefined ? [] : [address])].join(' '),
  )

const plain = ['mx 25', 'submission 587', 'pop3 110', 'imap 143']

test('without a certificate the services begin in the clear', () => {
  expect(doors({}, false)).toEqual(plain)
})

test('with a certificate there are the services with TLS, unless they are switched off', () => {
  expect(doors({}, true)).toEqual(expect.arrayContaining(['submissions 465', 'pop3s 995', 'imaps 993']))
  expect(doors({ tls: { implicit: false } }, true)).toEqual(plain)
})

test('a port of the policy replaces the usual one', () => {
  const listen = { smtpPort: 2525, imapsPort: 8993 }
  expect(doors({ listen }, true)).toEqual(expect.arrayContaining(['mx 2525', 'imaps 8993', 'pop3 110']))
})

test('of the mailbox protocols, those chosen are served', () => {
  const listen = { protocols: ['imaps'] } as const
  expect(doors({ listen }, true, 'commgate')).toEqual([
    'mx 25',
    'submission 587',
    'submissions 465',
    'imaps 993',
  ])
})

test('an interface of one protocol leaves the others everywhere', () => {
  expect(doors({ listen: { interfaces: ['SMTP 192.0.2.1', 'smtp 192.0.2.2'] } }, false)).toEqual([
    'mx 25 192.0.2.1',
    'mx 25 192.0.2.2',
    'submission 587 192.0.2.1',
    'submission 587 192.0.2.2',
    'pop3 110',
    'imap 143',
  ])
})

test('an interface without a protocol is that of all', () => {
  expect(doors({ listen: { interfaces: ['192.0.2.1'] } }, false)).toEqual(
    plain.map((door) => `${door} 192.0.2.1`),
  )
})

test('a door without a place stays closed', () => {
  const policy = policyOf('ics', {})
  const open = doorsOf({ policy, certified: () => false }, ({ service }) =>
    service === 'mx' ? where : undefined,
  )
  expect(open.map(({ service }) => service)).toEqual(['mx'])
})
