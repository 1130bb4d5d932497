import type { RfcClauseId } from '#clauses'
import { outside, rfcScenario } from '#dsl'

const stranger = 'eve@elsewhere.test'

/** What looks like the end of the data to a server that is lenient about line ends. */
const falseEnds = [
  ['lf-dot-lf', '\n.\n', 'rfc5321.end-of-data-needs-crlf'],
  ['lf-dot-crlf', '\n.\r\n', 'rfc5321.end-of-data-lf-dot-crlf'],
  ['crlf-dot-lf', '\r\n.\n', 'rfc5321.end-of-data-crlf-dot-lf'],
  ['cr-dot-cr', '\r.\r', 'rfc5321.end-of-data-bare-cr'],
  ['cr-dot-crlf', '\r.\r\n', 'rfc5321.end-of-data-bare-cr'],
  ['crlf-dot-cr', '\r\n.\r', 'rfc5321.end-of-data-bare-cr'],
  ['crlf-dot-cr-crlf', '\r\n.\r\r\n', 'rfc5321.end-of-data-bare-cr'],
  ['crlf-dot-nul', '\r\n.\u0000\r\n', 'rfc5321.end-of-data-nul-or-space'],
  ['crlf-nul-dot', '\r\n\u0000.\r\n', 'rfc5321.end-of-data-nul-or-space'],
  ['crlf-dot-blank', '\r\n. \r\n', 'rfc5321.end-of-data-nul-or-space'],
] as const

/** A story about what does not end the data, in a message whose first lines are these. */
const falseEnd = (name: string, end: string, clause: RfcClauseId, firstLines = '') =>
  rfcScenario(`rfc/no-end-of-data-${name}`, {
    title: `${JSON.stringify(end)} does not end the data: what follows is no second message`,
    clauses: [clause],
    accounts: { bob: 'bob@local.test' },
    clients: { visitor: outside },

    async run({ visitor, bob, claim }) {
      const outer = { from: stranger, to: bob.address }
      const hidden = { from: 'mallory@elsewhere.test', to: bob.address }
      const session = await visitor.opens('mx')
      claim(await session.says(`MAIL FROM:<${outer.from}>`)).isAccepted()
      claim(await session.says(`RCPT TO:<${outer.to}>`)).isAccepted()
      claim(await session.says('DATA')).isAccepted()
      const smuggled = `MAIL FROM:<${hidden.from}>\r\nRCPT TO:<${hidden.to}>\r\nDATA\r\n`
      await session.writes([firstLines, outer, `end of text${end}${smuggled}`, hidden, '.\r\n'])
      // Taken as one message or refused as one.
      claim(await session.hears('MESSAGE')).isNoneOf(354)
      await session.quits()
      claim(await visitor.finds(hidden, { in: bob })).never()
      const control = { from: 'dave@elsewhere.test', to: bob.address }
      claim(await visitor.sends(control)).isAccepted()
      claim(await visitor.finds(control, { in: bob })).once()
    },
  })

export const noFalseEnd = falseEnds.map(([name, end, clause]) => falseEnd(name, end, clause))

export const noFalseEndBehindLf = falseEnd(
  'lf-dot-lf-behind-lf',
  '\n.\n',
  'rfc5321.end-of-data-after-lf-header',
  'X-Written-Elsewhere: yes\n',
)

export const dotsWithinLines = rfcScenario('rfc/dots-within-lines', {
  title: 'A dot that does not begin a line is text, wherever it stands',
  clauses: ['rfc5321.dot-in-mid-line'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const body = ['a.', ' .', 'b . c', '\t.', 'd..', 'e.f']
    const mail = { from: stranger, to: bob.address, body }
    claim(await visitor.sends(mail)).isAccepted()
    claim(await visitor.reads(mail, { in: bob })).isUnchanged()
  },
})

export const cutMessage = rfcScenario('rfc/a-message-cut-short-is-not-delivered', {
  title: 'A message whose connection ends before its last dot is not delivered',
  clauses: ['rfc5321.cut-in-data-not-delivered'],
  accounts: { bob: 'bob@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, claim }) {
    const cut = { from: stranger, to: bob.address }
    const session = await visitor.opens('mx')
    claim(await session.says(`MAIL FROM:<${cut.from}>`)).isAccepted()
    claim(await session.says(`RCPT TO:<${cut.to}>`)).isAccepted()
    claim(await session.says('DATA')).isAccepted()
    await session.writes([cut, '.\r'])
    await session.drops()
    const whole = { from: 'dave@elsewhere.test', to: bob.address }
    claim(await visitor.sends(whole)).isAccepted()
    claim(await visitor.finds(whole, { in: bob })).once()
    claim(await visitor.finds(cut, { in: bob })).never()
  },
})

export const sessionsApart = rfcScenario('rfc/sessions-do-not-wait-for-each-other', {
  title: 'While one session is in the middle of its message, another delivers its own',
  clauses: ['rfc5321.sessions-apart'],
  accounts: { bob: 'bob@local.test', alice: 'alice@local.test' },
  clients: { visitor: outside },

  async run({ visitor, bob, alice, claim }) {
    const slow = { from: stranger, to: alice.address }
    const quick = { from: 'dave@elsewhere.test', to: bob.address }
    const session = await visitor.opens('mx')
    claim(await session.says(`MAIL FROM:<${slow.from}>`)).isAccepted()
    claim(await session.says(`RCPT TO:<${slow.to}>`)).isAccepted()
    claim(await session.says('DATA')).isAccepted()
    await session.writes([slow, 'half of '])
    claim(await visitor.sends(quick)).isAccepted()
    claim(await visitor.reads(quick, { in: bob })).hasHeader('Return-Path', `<${quick.from}>`)
    await session.writes('the text\r\n.\r\n')
    claim(await session.hears('MESSAGE')).isAccepted()
    await session.quits()
    const letter = await visitor.reads(slow, { in: alice })
    claim(letter).hasHeader('Return-Path', `<${slow.from}>`)
    claim(letter).hasText('half of the text')
  },
})
