import { expect, test } from 'vitest'
import { serviceTable as served } from '../../reference-server/listen/service.ts'
import { isImplicitTls, services, servicesOf, serviceTable } from './services.ts'

test('the server and those who test it each have a table of services, and the two agree', () => {
  expect(Object.keys(serviceTable)).toEqual(Object.keys(served))
  const alike = services.map((service) => {
    const { protocol, port, tls } = served[service]
    return [service, { title: expect.any(String), protocol, port, tls }]
  })
  expect(serviceTable).toEqual(Object.fromEntries(alike))
})

test.each([
  ['smtp', ['mx', 'submission', 'submissions']],
  ['pop3', ['pop3', 'pop3s']],
  ['imap', ['imap', 'imaps']],
] as const)('the services that speak %s', (protocol, found) => {
  expect(servicesOf(protocol)).toEqual(found)
})

test('TLS comes first where a service of the same protocol is named without an s', () => {
  expect(services.filter(isImplicitTls)).toEqual(['submissions', 'pop3s', 'imaps'])
})
