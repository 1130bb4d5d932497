import { expect, test } from 'vitest'
import { prepare } from './reply.ts'
import { isReplyName, repliesFor, replyNames } from './replies.ts'

test.each(replyNames.map((name) => [name]))('%s is a well-formed reply', (name) => {
  const lines = repliesFor('kerio')(name, { challenge: '' }).split('\r\n')
  expect(lines.pop()).toBe('')
  for (const [nth, line] of lines.entries()) {
    expect(line).toMatch(/^[2345]\d\d[ -][\x20-\x7e]*$/)
    expect(line[3]).toBe(nth < lines.length - 1 ? '-' : ' ')
    expect(line.length).toBeLessThanOrEqual(510)
  }
})

test.each(replyNames.map((name) => [name]))('%s has codes of one class', (name) => {
  const [, basic, enhanced] = /^(\d)\d\d[ -](?:(\d)\.\d+\.\d+ )?/.exec(repliesFor('kerio')(name)) ?? []
  expect(enhanced ?? basic).toBe(basic)
})

test('a word from a peer can end no line', () => {
  const say = prepare({ class: 5, code: 50, status: [1, 2], text: 'no {domain}' })
  expect(say({ domain: 'x\r\n250 ok' })).toBe('550 5.1.2 no x??250 ok\r\n')
})

test('every line of a text carries the codes', () => {
  expect(prepare({ class: 2, code: 14, status: [0, 0], text: 'one\ntwo' })()).toBe(
    '214-2.0.0 one\r\n214 2.0.0 two\r\n',
  )
})

test('names of replies are those of the table, not of every object', () => {
  expect(isReplyName('relayDenied')).toBe(true)
  expect(isReplyName('constructor')).toBe(false)
})
