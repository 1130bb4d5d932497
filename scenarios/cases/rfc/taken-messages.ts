import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

export const nameOfAnother = rfcScenario('rfc/a-name-that-belongs-to-another', {
  title: 'A message is taken from a client whose name in EHLO belongs to another address',
  clauses: ['rfc5321.ehlo-mismatch-not-refused'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    for (const helo of ['mx.remote.test', '[192.0.2.99]', 'visitor.client.test']) {
      claim(await visitor.offers({ from: stranger, to: bob.address }, { helo })).isAccepted()
    }
    const mail = { from: stranger, to: bob.address }
    claim(await visitor.sends(mail, { helo: 'mx.remote.test' })).isAccepted()
    claim(await visitor.finds(mail, { in: bob })).once()
  },
})

export const octetsInPieces = rfcScenario('rfc/octets-may-come-in-pieces', {
  title: 'Commands, text and the end of the data are found wherever one packet ends and the next begins',
  clauses: ['rfc5321.segments-do-not-matter'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const mail = { from: stranger, to: bob.address }
    const session = await visitor.opens('mx')
    const other = await visitor.opens('mx')
    // Each piece has arrived before the next goes out: in between the server answers somebody else.
    const pieces = async (...written: readonly (string | typeof mail)[]) => {
      for (const piece of written) {
        await session.writes(piece)
        await other.says('NOOP')
      }
    }
    await pieces('MAIL FR', `OM:<${stranger}>\r`)
    await session.writes('\n')
    claim(await session.hears('MAIL')).isAccepted()
    claim(await session.says(`RCPT TO:<${bob.address}>`)).isAccepted()
    claim(await session.says('DATA')).isAccepted()
    await pieces(mail, 'mid-line', '.dot\r\n.', '.twice\r\n', '.', '\r')
    await session.writes('\n')
    claim(await session.hears('MESSAGE')).isAccepted()
    claim(await session.says('NOOP')).isAccepted()
    await session.quits()
    await other.quits()
    const letter = await visitor.reads(mail, { in: bob })
    claim(letter).hasText(/mid-line\.dot\r?\n\.twice/)
  },
})

export const quotedSenders = rfcScenario('rfc/reverse-paths-in-quotes', {
  title: 'A reverse-path whose local-part needs quotes is taken whole, and stays the same address',
  clauses: ['rfc5321.quoted-sender-kept'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const session = await visitor.opens('mx')
    for (const quoted of ['"a b"', '"a@b"', '"a>b"']) {
      claim(await session.offers({ from: `${quoted}@elsewhere.test`, to: bob.address })).isAccepted()
    }
    claim(await session.offers({ from: stranger, to: bob.address })).isAccepted()
    const mail = { from: '"a b"@elsewhere.test', to: bob.address }
    claim(await session.sends(mail)).isAccepted()
    await session.quits()
    claim(await visitor.reads(mail, { in: bob })).hasHeader('Return-Path', `<${mail.from}>`)
  },
})

export const takenIsDelivered = rfcScenario('rfc/what-is-taken-is-delivered', {
  title: 'A message that was taken is delivered once, though the client breaks off or begins another',
  clauses: ['rfc5321.cut-after-reply-delivered-once'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const cut = { from: stranger, to: bob.address }
    const first = await visitor.opens('mx')
    claim(await first.sends(cut)).isAccepted()
    await first.drops()
    const left = { from: 'dave@elsewhere.test', to: bob.address }
    const second = await visitor.opens('mx')
    claim(await second.sends(left)).isAccepted()
    claim(await second.says('RSET')).isAccepted()
    claim(await second.says(`MAIL FROM:<${stranger}>`)).isAccepted()
    await second.drops()
    for (const mail of [cut, left]) claim(await visitor.finds(mail, { in: bob })).once()
  },
})
