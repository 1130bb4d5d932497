import { expect, test } from 'vitest'
import { openFixture } from './testing.ts'

/** The first line of the trace field of a message from a client of that name. */
async function traceOf(name: string): Promise<string | undefined> {
  await using fixture = await openFixture()
  const client = await fixture.greeted()
  await client.says(`EHLO ${name}`, 'MAIL FROM:<>', 'RCPT TO:<alice@local.test>', 'DATA', '.')
  return fixture.accepted[0]?.message.octets.toString().split('\r\n')[0]
}

test.each([
  ['a domain', 'client.test'],
  ['a domain of one label', 'laptop'],
  ['a domain in capitals with hyphens', 'MY-PC.local.test'],
  ['an address literal', '[192.0.2.9]'],
  ['an IPv6 literal', '[IPv6:2001:db8::1]'],
])('%s is written down as the client said it', async (_, name) => {
  expect(await traceOf(name)).toBe(`Received: from ${name} ([192.0.2.20])`)
})

test.each([
  ['a comment', '(x)'],
  ['a semicolon', 'x;y'],
  ['brackets', '<x>'],
  ['an open comment', 'x(y'],
  ['an underscore', 'my_pc.test'],
  ['a last dot', 'client.test.'],
  ['an empty label', 'client..test'],
  ['a label too long', `${'a'.repeat(64)}.test`],
  ['a literal of nothing', '[]'],
  ['a literal of the other family', '[IPv6:192.0.2.9]'],
  ['a literal of another kind', '[x:y]'],
])('a name with %s is left out', async (_, name) => {
  expect(await traceOf(name)).toBe('Received: from [192.0.2.20] ([192.0.2.20])')
})
