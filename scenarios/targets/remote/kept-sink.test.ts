import { expect, test } from 'vitest'
import { approaches, buildMessage, openSmtp, sends } from '#clients'
import { closedPort } from '../../clients/testing/scripted-peer.ts'
import { createRecorder } from '../../evidence/recorder.ts'
import { createKeptSink } from './kept-sink.ts'

const now = (): number => Date.now()

test('it listens from the first story to the end of the run, and each story sees its own mail', async () => {
  const place = { host: '127.0.0.1', port: await closedPort() }
  const sink = createKeptSink(place, now)
  const delivers = async (from: string): Promise<void> => {
    const tap = createRecorder(now).opens({ client: 'relay', service: 'mx', source: 'here' })
    const session = await openSmtp(place, tap, { now })
    await approaches(session, { name: 'relay.client.test' })
    const to = 'carol@example.net'
    await sends(session, { from, to, message: buildMessage({ from, to, now: now(), token: 'a' }) })
    await session.quits()
  }
  const first = await sink.stages(1000)
  await delivers('one@example.org')
  expect(first.receipts().map(({ reversePath }) => reversePath)).toEqual(['one@example.org'])
  // Between two stories.
  await delivers('between@example.org')
  const second = await sink.stages(1000)
  expect(second.receipts()).toEqual([])
  await delivers('two@example.org')
  expect(await second.settles(() => second.receipts().length === 1)).toBe(true)
  expect(second.receipts().map(({ reversePath }) => reversePath)).toEqual(['two@example.org'])
  await sink.close()
})
