import { together, type Attack, type Ground } from '../attack.ts'
import type { Chance } from '../chance.ts'

const megabyte = 2 ** 20
const paths = [
  '/v1/stage',
  '/v1/clock',
  '/v1/state',
  '/v1/policy',
  '/v1/files/a',
  '/v1/tool',
  '/v1/nothing',
  '/',
  '/%ff/..',
  '*',
] as const
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'CONNECT', 'BREW'] as const

/** Bodies that cost more to read than to send. */
const bodies: readonly (() => string)[] = [
  () => '',
  () => '['.repeat(megabyte),
  () => `{"a":`.repeat(200_000),
  () => `{"scenario":"${'x'.repeat(8 * megabyte)}"}`,
  () => `{${Array.from({ length: 100_000 }, (_, at) => `"${at}":0`).join(',')}}`,
  () => '{"__proto__":{"profile":"kerio"},"constructor":1}',
  () =>
    '{"scenario":"x","profile":"kerio","policy":{"domains":{"local":["a.test"]}},"accounts":{"__proto__":"x"}}',
  () => '{"to":1e308}',
  () => '{"advance":-1e15}',
  () => '\0'.repeat(1000),
]

export const controlRequests: Attack = {
  name: 'control-requests',
  about: 'requests to the control API that are huge, unfinished, nested or unauthorized',
  play: (ground) => together(6, ground, (chance) => requests(chance, ground)),
}

async function requests(chance: Chance, { enters, token, tried, rests, goesOn }: Ground): Promise<void> {
  const intruder = await enters('control', chance.below(200))
  if (!intruder) return
  const body = chance.pick(bodies)()
  const length = chance.pick([body.length, body.length, body.length + 1, 200 * megabyte, -1])
  const secret = chance.pick([token, token, 'wrong', 'x'.repeat(10_000)])
  await intruder.sends(
    `${chance.pick(methods)} ${chance.pick(paths)} HTTP/1.1\r\nhost: control\r\nauthorization: Bearer ${secret}\r\n` +
      `content-type: application/json\r\ncontent-length: ${length}\r\n\r\n`,
  )
  for (let at = 0; at < body.length && goesOn() && !intruder.gone; at += megabyte) {
    await intruder.sends(body.slice(at, at + megabyte))
  }
  // A body that was announced and does not end.
  if (length > body.length) {
    for (let left = 20; left > 0 && goesOn() && !intruder.gone; left -= 1)
      await intruder.sends('x'.repeat(megabyte))
    if (chance.below(2) === 0) await rests(300)
  }
  await intruder.hears(/\n/, 500)
  tried()
  intruder.leaves()
}
