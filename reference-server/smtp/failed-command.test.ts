import { expect, test } from 'vitest'
import { deny } from '../policy/decision.ts'
import type { Rule } from '../policy/rule.ts'
import { rules } from '../policy/rules.ts'
import { engineOf } from '../policy/testing.ts'
import { openFixture } from './testing.ts'

/** A service whose sessions end at their nth failed command, counted over all of them. */
function fixtureThatBears(failures: number) {
  let failed = 0
  const bears: Rule = {
    name: 'bears',
    seams: {},
    decides: {
      'command-failed': () =>
        ++failed < failures ? undefined : deny('bears', 'accessDenied', { closes: true }),
    },
  }
  const document = { relay: { acceptSmtpAuth: true } }
  const engine = engineOf('kerio', document, { rules: [...rules, bears] })
  return openFixture({ policy: document, host: { engine } })
}

test.each([
  ['a command nobody knows', ['BOGUS']],
  ['a line that does not end with CRLF', ['NOOP\n']],
  ['a command out of order', ['DATA']],
  ['an argument that cannot be read', ['MAIL FROM:alice']],
  ['a recipient that is refused', ['MAIL FROM:<>', 'RCPT TO:<carol@remote.test>']],
  ['an AUTH that is given up', ['AUTH LOGIN', '*']],
  ['an AUTH with a wrong password', [`AUTH PLAIN ${Buffer.from('\0alice\0wrong').toString('base64')}`]],
  ['a message that is refused', ['MAIL FROM:<>', 'RCPT TO:<bob@local.test>', 'DATA', 'x\n\r\n.']],
])('%s has failed, and a rule may answer in its place and end the session', async (_, lines) => {
  await using fixture = await fixtureThatBears(1)
  const client = await fixture.introduced()
  expect(await client.says(...lines)).toBe('554 5.7.1 no service for this address')
  expect(await client.reply()).toBe('closed')
})

test('what is accepted has not failed, and what is borne is answered as ever', async () => {
  await using fixture = await fixtureThatBears(2)
  const client = await fixture.introduced()
  expect(await client.says('BOGUS')).toMatch(/^500 5\.5\.2 /)
  const lines = ['NOOP', 'MAIL FROM:<>', 'RCPT TO:<bob@local.test>', 'DATA', 'hello\r\n.', 'RSET']
  expect(await client.says(...lines)).toMatch(/^250 /)
  expect(fixture.accepted.length).toBe(1)
  expect(await client.says('BOGUS')).toMatch(/^554 /)
})
