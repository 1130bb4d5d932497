import { EventEmitter, once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { turnsOfOthers } from '../../../reference-server/mailbox-session/testing.ts'
import { stageAnswer } from '../control-api.ts'
import type { Needs, Staging, Target } from '../target.ts'
import { controlApp } from './control-app.ts'
import { openControlServer, type ControlServer } from './control-server.ts'
import { referenceTarget } from './target.ts'

const stageRequest = {
  scenario: 'control/ends',
  profile: 'kerio',
  policy: { domains: { local: ['local.test'] } },
  accounts: { alice: 'alice@local.test' },
}

const post = ({ url, token }: ControlServer, path: string, body: RequestInit['body']): Promise<Response> =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: body ?? null,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  })

/** A client that collects what it hears until its connection is closed. */
function listener(port: number): { readonly socket: Socket; readonly heard: Promise<string> } {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('error', () => {})
  socket.on('data', (octets: Buffer) => void (text += octets.toString('latin1')))
  return { socket, heard: new Promise((done) => socket.on('close', () => done(text))) }
}

/** The first lines of a request whose body is still to come. */
const unfinished = (token: string): string =>
  `POST /v1/stage HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: 100\r\n\r\n{"sce`

describe('a request body', () => {
  const tooLarge = { problem: 'a request body may have 1048576 octets, this one has more' }

  test('of more octets than may be is refused', async () => {
    await using control = await openControlServer(referenceTarget(), 0)
    const answer = await post(control, '/v1/stage', 'x'.repeat(2 ** 20 + 1))
    expect([answer.status, await answer.json()]).toEqual([413, tooLarge])
  })

  test('that does not end is refused where it becomes too large', async () => {
    await using control = await openControlServer(referenceTarget(), 0)
    const { socket, heard } = listener(Number(new URL(control.url).port))
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    socket.write(`POST /v1/stage HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${control.token}\r\n`)
    socket.write(`Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(17)}`)
    const [octets] = await once(socket, 'data')
    expect(String(octets)).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
    await heard
  })

  test('of as many as may be is read', async () => {
    await using control = await openControlServer(referenceTarget(), 0)
    const answer = await post(control, '/v1/stage', JSON.stringify(stageRequest).padEnd(2 ** 20, ' '))
    expect(answer.status).toBe(200)
  })
})

test('however many requests come at once, others have their turns between them', async () => {
  const app = controlApp(referenceTarget(), { hasEnded: false }, 'token')
  const requests = Array.from({ length: 100 }, async () => app.request('/v1/state'))
  expect(await turnsOfOthers(Promise.all(requests))).toBeGreaterThanOrEqual(100)
})

test.each([
  ['are answered where they are few', 20, 20],
  ['are broken off where they pile up without an end', 2000, 0],
])('requests in one go %s', async (_, requests, answered) => {
  await using control = await openControlServer(referenceTarget(), 0)
  const { socket, heard } = listener(Number(new URL(control.url).port))
  const request = `GET /v1/state HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${control.token}\r\n`
  socket.write(`${request}\r\n`.repeat(requests - 1) + `${request}Connection: close\r\n\r\n`)
  expect((await heard).match(/HTTP\/1\.1 \d/g) ?? []).toHaveLength(answered)
})

test('stages asked for at once are made one after the other, so that each is taken down', async () => {
  const underWay: Needs[] = []
  const reference = referenceTarget()
  const slow: Target = {
    ...reference,
    async stage(needs) {
      underWay.push(needs)
      for (let turns = 0; turns < 50; turns += 1) await new Promise((resume) => setImmediate(resume))
      expect(underWay).toEqual([needs])
      underWay.pop()
      return reference.stage(needs)
    },
  }
  await using control = await openControlServer(slow, 0)
  const asked = [1, 2, 3].map(() => post(control, '/v1/stage', JSON.stringify(stageRequest)))
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200])
})

describe('a server that ends waits for nobody', () => {
  test('neither for requests nor for clients, and every protocol says goodbye', async () => {
    const control = await openControlServer(referenceTarget(), 0)
    const staged = await post(control, '/v1/stage', JSON.stringify(stageRequest))
    const { services } = stageAnswer.parse(await staged.json())
    const clients = ['mx', 'pop3', 'imap'].map((service) => listener(services[service]?.port ?? 0))
    for (const { socket } of clients) await once(socket, 'data')
    const asking = listener(Number(new URL(control.url).port))
    asking.socket.write(unfinished(control.token))
    const other = await fetch(`${control.url}/v1/state`, { headers: { authorization: 'Bearer x' } })
    expect(other.status).toBe(401)

    await control[Symbol.asyncDispose]()
    const [smtp, pop3, imap] = await Promise.all(clients.map(({ heard }) => heard))
    expect(smtp).toMatch(/\r\n421 [^\r]*\r\n$/)
    expect(pop3).toMatch(/\r\n-ERR [^\r]*\r\n$/)
    expect(imap).toMatch(/\r\n\* BYE [^\r]*\r\n$/)
    expect(await asking.heard).toBe('')
  })

  test('a stage that is ready only then is taken down again', async () => {
    const ready = new EventEmitter()
    let taken: Staging | undefined
    const reference = referenceTarget()
    const slow: Target = {
      ...reference,
      stage: async (needs) => {
        const staged = await reference.stage(needs)
        if (Symbol.asyncDispose in staged) taken = staged
        ready.emit('staged')
        await once(ready, 'goes on')
        return staged
      },
    }
    const stage = { hasEnded: false }
    const answer = controlApp(slow, stage, 'token').request('/v1/stage', {
      method: 'POST',
      headers: { authorization: 'Bearer token' },
      body: JSON.stringify(stageRequest),
    })
    await once(ready, 'staged')
    stage.hasEnded = true
    ready.emit('goes on')
    expect((await answer).status).toBe(409)
    expect(await listener(taken?.endpoint('mx')?.port ?? 0).heard).toBe('')
  })
})
