import { connect } from 'node:net'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { mailspec } from './testing.ts'
import { ioOf } from './io.ts'
import { stage } from './stage.ts'

const id = 'pop-before-smtp/window-opens-and-closes-kerio'

/** A stage that waits: what it has said, and a way to type. */
function waiting() {
  const input = new PassThrough()
  let said = ''
  let wake: (() => void) | undefined
  const hear = (text: string): void => {
    said += text
    wake?.()
  }
  const io = ioOf({ out: hear, err: hear, terminal: false })
  const ended = stage(id, { target: 'reference', seed: 1 }, io, input)
  return {
    input,
    ended,
    says: async (pattern: RegExp) => {
      for (;;) {
        const found = pattern.exec(said)
        if (found) return found
        await new Promise<void>((heard) => (wake = heard))
      }
    },
  }
}

test('a server waits as the scenario asks for it, its variables told, until there is nothing more', async () => {
  const { input, ended, says } = waiting()
  const [, port] = await says(/^export MX_PORT=(\d+)$/m)
  await says(/^export ALICE_PASSWORD=\S+$/m)
  const socket = connect({ host: '127.0.0.1', port: Number(port) })
  const [greeting] = await once(socket, 'data')
  expect(String(greeting)).toMatch(/^220 /)
  socket.destroy()
  input.end()
  expect(await ended).toBe(0)
  const late = connect({ host: '127.0.0.1', port: Number(port) })
  expect(await once(late, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }])
})

test('a length of time turns its clock', async () => {
  const { input, ended, says } = waiting()
  input.write('soon\n')
  await says(/expected a duration such as .* saw soon/)
  input.write('29m59.5s\n')
  await says(/it is now 2026-01-01T00:29:59\.500Z/)
  input.end()
  expect(await ended).toBe(0)
})

test('a time of day turns its clock until then', async () => {
  const { input, ended, says } = waiting()
  input.write('03:10\n')
  await says(/clock moved by 3 h 10 min: it is now 2026-01-01T03:10:00\.000Z/)
  input.write('00:00\n')
  await says(/it is now 2026-01-02T00:00:00\.000Z/)
  input.end()
  expect(await ended).toBe(0)
})

test('what a target cannot do is said, and there is none to wait', async () => {
  const { code, err } = await mailspec('stage', id, '--target', 'postfix')
  expect(code).toBe(2)
  expect(err).toContain('mailspec: popBeforeSmtp.enabled: Postfix alone has no POP3 or IMAP to log in to\n')
})

test('a scenario nobody knows is a usage error with a guess', async () => {
  const { code, err } = await mailspec('stage', `${id}x`)
  expect({ code, err }).toMatchObject({ code: 64, err: expect.stringContaining(`did you mean ${id}`) })
})
