import { describe, expect, test } from 'vitest'
import { buildFixture as buildImap } from '../imap/testing.ts'
import { deny } from '../policy/decision.ts'
import type { Rule } from '../policy/rule.ts'
import { engineOf } from '../policy/testing.ts'
import { buildFixture as buildPop3 } from '../pop3/testing.ts'
import { crlf, turnsOfOthers, type SessionClient } from './testing.ts'

const [imapGoodbye, pop3Goodbye] = [
  '* BYE the server is shutting down\r\n',
  '-ERR [SYS/TEMP] the server is shutting down\r\n',
]

/** Takes so many writes of what lines come to, has the server end, and gives the writes after that. */
async function shutDownAfter(
  writes: number,
  { session }: SessionClient,
  ...lines: string[]
): Promise<string> {
  let said = ''
  let count = 0
  for await (const effect of session.receive(crlf(lines))) {
    count += 1
    if (count === writes) session.shutDown()
    else if (count > writes)
      said += effect.effect === 'write' ? effect.octets.toString('latin1') : `<${effect.effect}>`
  }
  return said
}

test.each([
  ['IMAP', buildImap],
  ['POP3', buildPop3],
])('a flood of %s commands is answered in turns, and in writes of many replies', async (_, build) => {
  const { session } = build().open()
  let writes = 0
  const flood = async (): Promise<void> => {
    for await (const _write of session.receive(Buffer.alloc(8192, '\n'))) writes += 1
  }
  expect(await turnsOfOthers(flood())).toBeGreaterThan(100)
  expect(writes).toBeLessThan(10)
})

describe('a server that ends', () => {
  test.each([
    ['that has just come', [], imapGoodbye],
    ['in IDLE', ['a LOGIN alice "open sesame"', 'b SELECT INBOX', 'c IDLE'], imapGoodbye],
    ['within AUTHENTICATE', ['a AUTHENTICATE PLAIN'], imapGoodbye],
    ['between STARTTLS and the handshake', ['a STARTTLS'], ''],
  ])('says BYE to an IMAP client %s', async (_, lines, goodbye) => {
    const { open, hungUp } = buildImap()
    const client = open()
    await client.says(...lines)
    client.session.shutDown()
    expect(await client.hears()).toBe(goodbye)
    expect(hungUp).toEqual(['192.0.2.20'])
    expect(await client.says('a NOOP')).toBe('')
  })

  test.each([
    ['that has just come', [], pop3Goodbye],
    ['that has logged in', ['USER alice', 'PASS open sesame'], pop3Goodbye],
    ['between STLS and the handshake', ['STLS'], ''],
  ])('says -ERR to a POP3 client %s', async (_, lines, goodbye) => {
    const { open, hungUp } = buildPop3()
    const client = open()
    await client.says(...lines)
    client.session.shutDown()
    expect(await client.hears()).toBe(goodbye)
    expect(hungUp).toEqual(['192.0.2.20'])
    expect(await client.says('NOOP')).toBe('')
  })

  test('removes nothing and frees the maildrop', async () => {
    const { alices, openAsAlice } = buildPop3('one')
    const client = await openAsAlice()
    await client.says('DELE 1')
    client.session.shutDown()
    expect(await alices.messages()).toHaveLength(1)
    expect(await alices.isLocked()).toBe(false)
  })

  test('says BYE after the response under way, not after all there are', async () => {
    const large = 'x'.repeat(200_000)
    const client = await buildImap(large, large, large).openInbox()
    const said = await shutDownAfter(2, client, 'a FETCH 1:3 BODY.PEEK[]', 'b NOOP')
    expect(said.endsWith(`x)\r\n${imapGoodbye}<close>`)).toBe(true)
    expect(said).not.toContain('FETCH')
  })

  test('says -ERR after the reply under way', async () => {
    const client = await buildPop3('x'.repeat(200_000)).openAsAlice()
    const said = await shutDownAfter(2, client, 'RETR 1', 'NOOP')
    expect(said.endsWith(`x\r\n.\r\n${pop3Goodbye}<close>`)).toBe(true)
  })
})

describe('a rule that denies', () => {
  const denies: Rule = {
    name: 'denies',
    seams: {},
    decides: { login: ({ account }) => (account === 'bob@local.test' ? deny('denies', 'no') : undefined) },
  }
  const engine = engineOf('kerio', {}, { rules: [denies] })

  test.each([
    ['IMAP', buildImap, '* BYE [UNAVAILABLE] no service for this address\r\n<close>'],
    ['POP3', buildPop3, '-ERR [SYS/PERM] no service for this address\r\n<close>'],
  ])('turns an %s client away before it is greeted', async (_, build, said) => {
    const turnsAway: Rule = { name: 'away', seams: {}, decides: { connect: () => deny('away', 'no') } }
    const client = build().open({ engine: engineOf('kerio', {}, { rules: [turnsAway] }) })
    expect(client.greeting).toBe(said)
    expect(await client.says('a LOGOUT', 'QUIT')).toBe('')
  })

  test('refuses an IMAP login whose credentials are right', async () => {
    const { open } = buildImap()
    const client = open({ engine })
    expect(await client.says('a LOGIN bob tea')).toMatch(/^a NO \[AUTHENTICATIONFAILED\] /)
    expect(await client.says('a LOGIN alice "open sesame"')).toMatch(/^a OK /)
  })

  test('refuses a POP3 login whose credentials are right, and leaves the maildrop free', async () => {
    const { open } = buildPop3()
    const client = open({ engine })
    expect(await client.says('USER bob', 'PASS tea')).toMatch(/-ERR \[AUTH\] /)
    expect(await open().says('USER bob', 'PASS tea')).toContain('+OK maildrop')
  })
})

test('a client that goes while a rule has something looked up is not greeted', async () => {
  const looksUp: Rule = {
    name: 'looks up',
    seams: {},
    needs: ['listNames'],
    decides: { connect: () => undefined },
  }
  const lookUps = { addresses: async () => ({ found: new Map<string, string[]>(), at: 0 }) }
  const engine = engineOf('kerio', { relay: { trusted: ['office.test'] } }, { rules: [looksUp], lookUps })
  const stays = buildImap().opens({ engine })
  const goes = buildImap().opens({ engine })
  const greetings = [stays, goes].map(async (session) => (await session.greeting()).length)
  goes.closed()
  expect(await Promise.all(greetings)).toEqual([1, 0])
})
