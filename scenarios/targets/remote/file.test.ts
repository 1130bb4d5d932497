import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readTargetFile, targetFileJsonSchema } from './file.ts'

test('the committed JSON Schema is the one target files are checked against', async () => {
  const committed = await readFile(new URL('target-file.schema.json', import.meta.url), 'utf8')
  expect(JSON.parse(committed)).toEqual(JSON.parse(targetFileJsonSchema()))
})

test('what is not given is as the format says', () => {
  const { file, problems } = readTargetFile({
    version: 1,
    name: 'box',
    services: { mx: { host: 'mx.example.org', port: 25 } },
    domains: { local: 'example.org', remote: 'example.net' },
  })
  expect(problems).toBeUndefined()
  expect(file).toMatchObject({
    services: { mx: { tls: 'none' } },
    accounts: {},
    sources: [],
    deadlines: {},
    vouches: {},
    expected: [],
  })
})

test.each(['submissions', 'pop3s', 'imaps'])(
  'sessions with %s begin with TLS unless said otherwise',
  (name) => {
    const place = { host: 'mx.example.org', port: 2000 }
    const read = (service: object) =>
      readTargetFile({
        version: 1,
        name: 'box',
        services: { [name]: service },
        domains: { local: 'example.org', remote: 'example.net' },
      }).file?.services
    expect(read(place)).toMatchObject({ [name]: { tls: 'implicit' } })
    expect(read({ ...place, tls: 'none' })).toMatchObject({ [name]: { tls: 'none' } })
  },
)

test.each([
  ['Europe/Zurich', undefined],
  [
    'Middle/Earth',
    [{ path: 'timeZone', text: 'expected a time zone such as Europe/Zurich, saw "Middle/Earth"' }],
  ],
])('a time zone is one of the world: %s', (timeZone, expected) => {
  const { problems } = readTargetFile({
    version: 1,
    name: 'box',
    services: { mx: { host: 'mx.example.org', port: 25 } },
    domains: { local: 'example.org', remote: 'example.net' },
    timeZone,
  })
  expect(problems).toEqual(expected)
})

test('sources may be told apart by the stage address they stand for, over IPv6 too', () => {
  const sources = { outside: ['127.0.0.2', '::1'], at: { '2001:db8::7': '::1' } }
  const { file } = readTargetFile({
    version: 1,
    name: 'box',
    services: { mx: { host: '::1', port: 25 } },
    domains: { local: 'example.org', remote: 'example.net' },
    sources,
  })
  expect(file?.sources).toEqual(sources)
})
