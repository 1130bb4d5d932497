import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

/** The registry of RFC 5248: what may stand behind the class. */
const registered =
  /^[245]\.(?:0\.0|1\.(?:\d|10)|2\.[0-4]|3\.[0-6]|4\.[0-7]|5\.[0-7]|6\.(?:\d|10)|7\.(?:[12]?\d|30))$/

export const declaredSizes = rfcScenario('rfc/declared-sizes', {
  title: 'A declared size is a number of up to twenty digits, and says nothing about where the data end',
  clauses: ['rfc1870.twenty-digits', 'rfc1870.size-is-not-the-end'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx')
    await session.requires('SIZE')
    for (const size of ['4294967297', '18446744073709551617', '99999999999999999999']) {
      // Too large or not, it is read as a number.
      const declared = await session.says(`MAIL FROM:<${stranger}> SIZE=${size}`)
      claim(declared, 'rfc1870.twenty-digits').isNoneOf(500, 501, 553, 555)
      claim(await session.says('RSET'), 'rfc1870.twenty-digits').isAccepted()
    }
    for (const [from, declares] of [
      ['short@elsewhere.test', 10],
      ['long@elsewhere.test', 9000],
    ] as const) {
      const mail = { from, to: bob.address, octets: 2000, declares }
      const sent = await session.sends(mail)
      claim(sent, 'rfc1870.size-is-not-the-end').isOneOf(250, 552)
      if (sent.reply?.code === 250) {
        claim(await visitor.reads(mail, { in: bob }), 'rfc1870.size-is-not-the-end').isUnchanged()
      }
    }
    await session.quits()
  },
})

export const sizeAboveTheLimit = rfcScenario('rfc/declared-size-above-the-limit-it-tells', {
  title: 'MAIL with a size above the limit that EHLO told is answered 552, and begins no transaction',
  clauses: ['rfc1870.declared-too-big-552'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx')
    await session.requires('SIZE')
    const [, limit = '0'] = (session.offered.find((line) => line.startsWith('SIZE')) ?? '').split(' ')
    claim(await session.says(`MAIL FROM:<${stranger}> SIZE=1000`)).isAccepted()
    claim(await session.says('RSET')).isAccepted()
    // Without a limit of its own a server may take any size.
    if (Number(limit) > 0) {
      const refused = await session.says(`MAIL FROM:<${stranger}> SIZE=${Number(limit) + 1}`)
      claim(refused).isRefused()
      claim.form(refused).is({ code: 552 })
      claim(await session.says(`RCPT TO:<${bob.address}>`)).isRefused()
    }
    await session.quits()
  },
})

export const allBits = rfcScenario('rfc/all-bits-of-an-octet-are-kept', {
  title: 'A message of 8BITMIME arrives with all its bits',
  clauses: ['rfc6152.bits-preserved'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const fields = [
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
    ]
    const mail = { from: stranger, to: bob.address, fields, body: ['Grüße, žluťoučký kůň, ありがとう'] }
    const session = await visitor.opens('mx')
    await session.requires('8BITMIME')
    claim(await session.says(`MAIL FROM:<${mail.from}> BODY=8BITMIME`)).isAccepted()
    claim(await session.says(`RCPT TO:<${mail.to}>`)).isAccepted()
    claim(await session.says('DATA')).isAccepted()
    await session.writes([mail, '.\r\n'])
    claim(await session.hears('MESSAGE')).isAccepted()
    await session.quits()
    claim(await visitor.reads(mail, { in: bob })).hasText('Grüße, žluťoučký kůň, ありがとう')
  },
})

export const enhancedCodes = rfcScenario('rfc/enhanced-status-codes', {
  title: 'Every reply of class 2, 4 or 5 has an enhanced status code of its class, and says what happened',
  clauses: [
    'rfc2034.codes-on-every-reply',
    'rfc3463.class-agrees',
    'rfc3463.syntax',
    'rfc3463.meaning',
    'rfc5248.registered-codes',
  ],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx')
    await session.requires('ENHANCEDSTATUSCODES')
    const lines = [
      'NOOP',
      'XYZZY',
      'RCPT TO:<bob@local.test>',
      `MAIL FROM:<${stranger}>`,
      'RCPT TO:<no address',
      `RCPT TO:<${bob.address}>`,
      'RSET',
      `VRFY ${bob.address}`,
    ]
    for (const line of lines) {
      const reply = await session.says(line)
      claim(reply, 'rfc2034.codes-on-every-reply').hasStatus()
      claim(reply, 'rfc3463.class-agrees').hasStatus()
      claim.should(reply, 'rfc5248.registered-codes').hasStatus(registered)
      claim(reply, 'rfc3463.syntax').hasStatus(/^[245]\.(?:0|[1-9]\d{0,2})\.(?:0|[1-9]\d{0,2})$/)
    }
    const unknown = await session.offers({ from: stranger, to: 'nobody@local.test' })
    claim(unknown, 'rfc3463.meaning').isTurnedAway()
    claim(unknown, 'rfc3463.meaning').hasStatus(/^[45]\.1\.[01]$/)
    const foreign = await session.offers({ from: stranger, to: 'carol@remote.test' })
    claim(foreign, 'rfc3463.meaning').hasStatus(/^5\.7\.\d+$/)
    claim(await session.offers({ from: stranger, to: bob.address })).isAccepted()
    claim(await session.says('QUIT'), 'rfc2034.codes-on-every-reply').hasStatus()
  },
})
