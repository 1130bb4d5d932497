import { connect as tlsConnect } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { deny } from '../policy/decision.ts'
import type { SmtpHost } from './session.ts'
import { openFixture } from './testing.ts'
import { selfSigned } from '../../scenarios/clients/testing/certificate.ts'
import { digestOf } from '../sasl/challenge.ts'

const kerioWithAuth = { relay: { acceptSmtpAuth: true } }
const plainOf = (login: string, password: string) => Buffer.from(`\0${login}\0${password}`).toString('base64')
const alicesPlain = plainOf('alice@local.test', 'open sesame')
const toAlice = ['MAIL FROM:<a@remote.test>', 'RCPT TO:<alice@local.test>'] as const

const withMark: SmtpHost['examine'] = (item) => ({
  permits: true,
  item: { ...item, marks: { seen: 'yes' } },
})

describe('a session', () => {
  test('is greeted before the client says anything', async () => {
    await using fixture = await openFixture()
    const client = await fixture.greeted()
    expect(await client.says('NOOP')).toBe('250 2.0.0 ok')
  })

  test('lists its extensions, one line each', async () => {
    await using fixture = await openFixture({ policy: kerioWithAuth })
    const client = await fixture.greeted()
    expect((await client.says('EHLO client.test')).split('\r\n')).toEqual([
      '250-mail.local.test greets 192.0.2.20',
      '250-PIPELINING',
      '250-8BITMIME',
      '250-ENHANCEDSTATUSCODES',
      '250-SIZE',
      '250 AUTH PLAIN LOGIN CRAM-MD5',
    ])
  })

  test('lists the largest message that the policy lets in, and no more than there is memory for', async () => {
    let largest = 1000
    await using fixture = await openFixture({ host: { largestMessage: () => largest } })
    const client = await fixture.greeted()
    expect(await client.says('EHLO client.test')).toContain('SIZE 1000\r\n')
    largest = 2_000_000
    expect(await client.says('EHLO client.test')).toContain('SIZE 1000000\r\n')
  })

  test('after HELO lists nothing', async () => {
    await using fixture = await openFixture()
    const client = await fixture.greeted()
    expect(await client.says('HELO client.test')).toBe('250 mail.local.test greets 192.0.2.20')
  })

  test('accepts a message and writes down where it came from', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    await client.says(...toAlice, 'DATA')
    expect(await client.says('Subject: tea\r\n\r\n..\r\nat four\r\n.')).toMatch(
      /^250 2\.6\.0 message \S+ accepted$/,
    )
    const [item] = fixture.accepted
    expect(item?.message.octets.toString()).toBe(
      [
        'Received: from client.test ([192.0.2.20])',
        `\tby mail.local.test with ESMTP id ${item?.id};`,
        '\tThu, 01 Jan 2026 00:00:00 +0000',
        'Subject: tea',
        '',
        '.',
        'at four',
        '',
      ].join('\r\n'),
    )
  })

  test('tells with a message which door it came through, and what was known there', async () => {
    await using fixture = await openFixture({ policy: kerioWithAuth })
    const client = await fixture.greeted()
    await client.says('HELO client.test', ...toAlice, 'DATA', 'hello\r\n.')
    await client.says('EHLO client.test', `AUTH PLAIN ${alicesPlain}`, ...toAlice, 'DATA', 'hello\r\n.')
    const door = { door: 'smtp', port: 25, address: '192.0.2.20', secure: false }
    expect(fixture.accepted.map(({ origin }) => origin)).toEqual([
      { ...door, hello: { name: 'client.test', extended: false } },
      { ...door, hello: { name: 'client.test', extended: true }, account: 'alice@local.test' },
    ])
  })

  test('answers pipelined commands in order, in however many pieces they come', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    const all = `${toAlice.join('\r\n')}\r\nRCPT TO:<nobody@local.test>\r\nDATA\r\nhello\r\n.\r\nNOOP\r\nQUIT\r\n`
    for (const sign of all) client.sends(sign)
    const codes: string[] = []
    for (let reply = await client.reply(); reply !== 'closed'; reply = await client.reply()) {
      codes.push(reply.slice(0, 3))
    }
    expect(codes).toEqual(['250', '250', '550', '354', '250', '250', '221'])
  })

  test('tells at once what a rule says of a recipient', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    expect(await client.says('MAIL FROM:<a@remote.test>', 'RCPT TO:<b@remote.test>')).toBe(
      '550 5.7.1 relaying denied',
    )
    expect(await client.says('RCPT TO:<nobody@local.test>')).toBe('550 5.1.1 no such mailbox')
  })

  test('keeps nothing of a rejected MAIL for the next', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    expect(await client.says('MAIL FROM:<a@b@c> BODY=8BITMIME SIZE=1')).toMatch(/^501 5\.1\.7/)
    expect(await client.says('RCPT TO:<alice@local.test>')).toMatch(/^503 5\.5\.1/)
    expect(await client.says('MAIL FROM:<a@remote.test>')).toMatch(/^250/)
  })

  test('survives any number of unknown commands', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    for (let n = 0; n < 30; n++) expect(await client.says('XYZZY')).toBe('500 5.5.2 no such command')
    expect(await client.says('NOOP')).toMatch(/^250/)
  })

  test.each([
    ['a transaction before a greeting', [], 'MAIL FROM:<>', '503 5.5.1'],
    ['EHLO without a name', [], 'EHLO', '501 5.5.4'],
    ['RCPT before MAIL', ['EHLO c'], 'RCPT TO:<alice@local.test>', '503 5.5.1'],
    ['DATA before RCPT', ['EHLO c', 'MAIL FROM:<>'], 'DATA', '503 5.5.1'],
    ['MAIL within a transaction', ['EHLO c', 'MAIL FROM:<>'], 'MAIL FROM:<>', '503 5.5.1'],
    ['DATA with an argument', ['EHLO c', ...toAlice], 'DATA now', '501 5.5.4'],
    ['QUIT with an argument', ['EHLO c'], 'QUIT now', '501 5.5.4'],
    ['a path without brackets', ['EHLO c'], 'MAIL FROM:a@remote.test', '501 5.5.2'],
    ['an unknown parameter of MAIL', ['EHLO c'], 'MAIL FROM:<> FOO=1', '555 5.5.4'],
    ['an unknown parameter of RCPT', ['EHLO c', 'MAIL FROM:<>'], 'RCPT TO:<alice@local.test> X', '555 5.5.4'],
    ['SMTPUTF8, which is not offered', ['EHLO c'], 'MAIL FROM:<> SMTPUTF8', '555 5.5.4'],
    ['a parameter twice', ['EHLO c'], 'MAIL FROM:<> size=1 SIZE=2', 'parameter SIZE is given twice'],
    ['a parameter beyond ASCII', ['EHLO c'], 'MAIL FROM:<> \xc5\xbfIZE=1', '501 5.5.4'],
    ['a verb with a long s', ['EHLO c'], '\xc5\xbfTARTTLS', '500 5.5.2'],
    ['a verb with an i without a dot', ['EHLO c'], 'MA\xc4\xb1L FROM:<>', '500 5.5.2'],
    ['a space of Unicode behind a verb', [], 'NOOP\xc2\xa0', '500 5.5.2'],
    ['blanks before the line end', [], 'NOOP \t ', '250 2.0.0'],
    ['a size that is no number', ['EHLO c'], 'MAIL FROM:<> SIZE=big', '501 5.5.4'],
    ['a size above the limit', ['EHLO c'], 'MAIL FROM:<> SIZE=1000001', '552 5.3.4'],
    ['a size within it', ['EHLO c'], 'MAIL FROM:<> SIZE=1000000 BODY=8BITMIME', '250 2.1.0'],
    ['a quoted local-part with a space', ['EHLO c'], 'MAIL FROM:<"a b"@remote.test>', '250 2.1.0'],
    ['a quoted bracket', ['EHLO c'], 'MAIL FROM:<"a>b"@remote.test>', '250 2.1.0'],
    ['postmaster without a domain', ['EHLO c', 'MAIL FROM:<>'], 'RCPT TO:<Postmaster>', '250 2.1.5'],
    ['anybody else without one', ['EHLO c', 'MAIL FROM:<>'], 'RCPT TO:<alice>', '501 5.1.3'],
    ['the null path as a recipient', ['EHLO c', 'MAIL FROM:<>'], 'RCPT TO:<>', '501 5.1.3'],
    ['a domain in capitals', ['EHLO c', 'MAIL FROM:<>'], 'RCPT TO:<alice@LOCAL.TEST>', '250 2.1.5'],
    ['a hidden second destination', ['EHLO c', 'MAIL FROM:<>'], 'RCPT TO:<"x@y"@local.test>', '550 5.'],
    ['a local-part beyond ASCII', ['EHLO c'], 'MAIL FROM:<\xc3\xa9@remote.test>', '553 5.6.7'],
    ['VRFY', ['EHLO c'], 'VRFY alice', '252 2.1.5'],
    ['EXPN', ['EHLO c'], 'EXPN staff', '502 5.5.1'],
    ['HELP', [], 'HELP MAIL', '214-2.0.0'],
    ['NOOP with an argument', [], 'NOOP anything', '250 2.0.0'],
    [
      'HELP, with what may be said',
      ['EHLO c'],
      'HELP',
      'EHLO MAIL RCPT DATA RSET NOOP VRFY HELP QUIT AUTH\r\n',
    ],
    ['a verb in small letters', [], 'ehlo c', '250-mail'],
    ['STARTTLS without a certificate', ['EHLO c'], 'STARTTLS', '502 5.5.1'],
    ['the wizard', ['EHLO c'], 'WIZ please', '500 5.5.2'],
    ['a shell', ['EHLO c'], 'SHELL', '500 5.5.2'],
    ['a control character', ['EHLO c'], 'MAIL FROM:<a\0@remote.test>', '500 5.5.2'],
    ['a name every object has', ['EHLO c'], 'MAIL FROM:<> CONSTRUCTOR=1', '555 5.5.4'],
  ])('has an answer to %s', async (_, before, line, answer) => {
    await using fixture = await openFixture()
    const client = await fixture.greeted()
    await client.says(...before)
    expect(await client.says(line)).toContain(answer)
    expect(await client.says('NOOP')).toMatch(/^250/)
  })

  test('ends the transaction at RSET and at EHLO', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    await client.says(...toAlice, 'RSET')
    expect(await client.says('DATA')).toMatch(/^503/)
    await client.says(...toAlice, 'EHLO again.test')
    expect(await client.says('DATA')).toMatch(/^503/)
  })

  test('says goodbye to a silent client after five minutes', async () => {
    await using fixture = await openFixture()
    const client = await fixture.introduced()
    await fixture.clock.advance(4 * 60_000)
    await client.says('NOOP')
    await fixture.clock.advance(5 * 60_000 - 1)
    await client.says('NOOP')
    await fixture.clock.advance(5 * 60_000)
    expect(await client.reply()).toBe('421 4.4.2 mail.local.test closes an idle connection')
    expect(await client.reply()).toBe('closed')
  })

  test('turns the unexpected into 451 and keeps the cause for the log', async () => {
    const cause = new Error('disk full at /var/secret')
    await using fixture = await openFixture({ host: { accept: () => Promise.reject(cause) } })
    const client = await fixture.introduced()
    await client.says(...toAlice, 'DATA')
    expect(await client.says('hello\r\n.')).toBe('451 4.3.0 internal error, try again later')
    expect(fixture.entries).toMatchObject([{ level: 'error', event: 'smtp-fault', cause }])
  })

  test('ends the mail transaction with the message, whatever comes of it', async () => {
    await using fixture = await openFixture({ host: { accept: () => Promise.reject(new Error('broken')) } })
    const client = await fixture.introduced()
    await client.says(...toAlice, 'DATA')
    expect(await client.says('hello\r\n.')).toMatch(/^451/)
    expect(await client.says('MAIL FROM:<a@remote.test>')).toMatch(/^250/)
  })

  test('takes no message that the examination denies, and goes on', async () => {
    await using fixture = await openFixture({ host: { examine: async () => deny('step', 'notExamined') } })
    const client = await fixture.introduced()
    await client.says(...toAlice, 'DATA')
    expect(await client.says('hello\r\n.')).toBe(
      '451 4.3.0 the message could not be examined, try again later',
    )
    expect(await client.says('MAIL FROM:<a@remote.test>')).toMatch(/^250/)
    expect(fixture.accepted).toEqual([])
  })

  test('takes the item as the examination left it', async () => {
    await using fixture = await openFixture({ host: { examine: withMark } })
    const client = await fixture.introduced()
    expect(await client.says(...toAlice, 'DATA', 'hello\r\n.')).toMatch(/^250/)
    expect(fixture.accepted).toMatchObject([{ marks: { seen: 'yes' } }])
  })
})

describe('AUTH', () => {
  test('is neither offered nor known where it does not count', async () => {
    await using fixture = await openFixture({ policy: { relay: { acceptSmtpAuth: false } } })
    const client = await fixture.greeted()
    expect(await client.says('EHLO c')).not.toContain('AUTH')
    expect(await client.says(`AUTH PLAIN ${alicesPlain}`)).toBe('502 5.5.1 command not implemented')
  })

  test('PLAIN in one line lets the account relay', async () => {
    await using fixture = await openFixture({ policy: kerioWithAuth })
    const client = await fixture.introduced()
    expect(await client.says(`AUTH PLAIN ${alicesPlain}`)).toBe('235 2.7.0 authenticated')
    expect(await client.says('MAIL FROM:<alice@local.test>', 'RCPT TO:<b@remote.test>')).toMatch(/^250/)
  })

  test('PLAIN and LOGIN ask for what is missing', async () => {
    await using fixture = await openFixture({ policy: kerioWithAuth })
    const one = await fixture.introduced()
    expect(await one.says('AUTH PLAIN')).toBe('334 ')
    expect(await one.says(alicesPlain)).toMatch(/^235/)
    const other = await fixture.introduced()
    expect(await other.says('AUTH LOGIN')).toBe('334 VXNlcm5hbWU6')
    expect(await other.says(Buffer.from('alice').toString('base64'))).toBe('334 UGFzc3dvcmQ6')
    expect(await other.says(Buffer.from('open sesame').toString('base64'))).toMatch(/^235/)
  })

  test.each([
    ['the password', 'open sesame', /^235/],
    ['another password', 'guess', /^535/],
  ])('CRAM-MD5 takes a digest of %s', async (_name, password, reply) => {
    await using fixture = await openFixture({ policy: kerioWithAuth })
    const client = await fixture.introduced()
    const [, challenge = ''] = (await client.says('AUTH CRAM-MD5')).split(' ')
    const asked = Buffer.from(challenge, 'base64').toString()
    expect(asked).toMatch(/^<[\da-f]{16}\.\d+@mail\.local\.test>$/)
    const digest = digestOf({ method: 'cram-md5', challenge: asked }, password)
    expect(await client.says(Buffer.from(`alice ${digest}`).toString('base64'))).toMatch(reply)
  })

  test.each([
    ['a wrong password', [`AUTH PLAIN ${plainOf('alice@local.test', 'guess')}`], '535 5.7.8'],
    ['an unknown account', [`AUTH PLAIN ${plainOf('mallory', 'open sesame')}`], '535 5.7.8'],
    ['a changed mind', ['AUTH PLAIN', '*'], '501 5.7.0'],
    ['what is not base64', ['AUTH PLAIN', 'open sesame!'], '501 5.5.2'],
    ['a mechanism not offered', ['AUTH GSSAPI'], '504 5.5.4'],
    ['no mechanism', ['AUTH'], '501 5.5.4'],
    ['a second AUTH', [`AUTH PLAIN ${alicesPlain}`, `AUTH PLAIN ${alicesPlain}`], '503 5.5.1'],
    ['AUTH within a transaction', ['MAIL FROM:<>', `AUTH PLAIN ${alicesPlain}`], '503 5.5.1'],
    ['a response too long', ['AUTH PLAIN', 'A'.repeat(20_000)], '500 5.5.6'],
  ])('refuses %s', async (_, lines, answer) => {
    await using fixture = await openFixture({ policy: kerioWithAuth })
    const client = await fixture.introduced()
    expect(await client.says(...lines)).toContain(answer)
    expect(await client.says('RSET')).toMatch(/^250/)
  })

  test('is remembered as failed until it succeeds', async () => {
    const policy = {
      relay: { trusted: ['group:office'], acceptSmtpAuth: true },
      ipGroups: { office: ['192.0.2.0/24'] },
    }
    await using fixture = await openFixture({ policy })
    const client = await fixture.introduced()
    const offers = () => client.says('RSET', 'MAIL FROM:<alice@local.test>', 'RCPT TO:<b@remote.test>')
    expect(await offers()).toMatch(/^250/)
    await client.says('RSET', `AUTH PLAIN ${plainOf('alice', 'guess')}`)
    expect(await offers()).toMatch(/^550/)
    await client.says('RSET', `AUTH PLAIN ${alicesPlain}`)
    expect(await offers()).toMatch(/^250/)
  })
})

describe('STARTTLS', () => {
  test('begins anew under TLS', async () => {
    const certificate = await selfSigned('mail.local.test')
    await using fixture = await openFixture({ certificate, policy: kerioWithAuth })
    const client = await fixture.introduced()
    await client.says('MAIL FROM:<a@remote.test>', 'RSET')
    expect(await client.says('STARTTLS')).toMatch(/^220 2\.0\.0/)
    client.listenTo(
      tlsConnect({ socket: client.socket, ca: certificate.cert, servername: 'mail.local.test' }),
    )
    expect(await client.says('MAIL FROM:<a@remote.test>')).toMatch(/^503/)
    expect(await client.says('EHLO c')).not.toContain('STARTTLS')
    expect(await client.says('STARTTLS')).toMatch(/^503/)
    await client.says(`AUTH PLAIN ${alicesPlain}`, ...toAlice, 'DATA', 'hello\r\n.')
    expect(fixture.accepted[0]?.message.octets.toString()).toContain('with ESMTPSA id')
  })

  test('is listed by HELP as long as it is there', async () => {
    const certificate = await selfSigned('mail.local.test')
    await using fixture = await openFixture({ certificate })
    const client = await fixture.introduced()
    expect(await client.says('HELP')).toContain(' STARTTLS')
    await client.says('STARTTLS')
    const over = tlsConnect({ socket: client.socket, rejectUnauthorized: false })
    client.listenTo(over)
    expect(await client.says('EHLO c', 'HELP')).not.toContain('STARTTLS')
  })

  test('drops what was said in clear behind it', async () => {
    const certificate = await selfSigned('mail.local.test')
    await using fixture = await openFixture({ certificate })
    const client = await fixture.introduced()
    client.sends('STARTTLS\r\nEHLO injected.test\r\n')
    expect(await client.reply()).toMatch(/^220/)
    client.listenTo(
      tlsConnect({ socket: client.socket, ca: certificate.cert, servername: 'mail.local.test' }),
    )
    expect(await client.says('MAIL FROM:<a@remote.test>')).toMatch(/^503/)
  })
})
