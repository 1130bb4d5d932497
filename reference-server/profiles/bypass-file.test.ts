import { expect, test } from 'vitest'
import { readBypassFile } from './bypass-file.ts'

test.each([
  ['the prefix of local senders', 'l:', true],
  ['its capital', 'L:', true],
  ['line ends of Windows', '# who need not log in\r\nl:\r\n', true],
  ['space around it', '\n  l:  \n', true],
  ['nothing', '', false],
  ['comments alone', '# l:\n', false],
])('a file with %s has no problem', (_, text, localSenders) => {
  expect(readBypassFile(text)).toEqual({ value: { localSenders }, problems: [] })
})

test('a broken line is a problem with its number, and the others count', () => {
  const { value, problems } = readBypassFile('# senders\nx:\n\nl:\nl:alice@local.test\n')
  expect(value).toEqual({ localSenders: true })
  expect(problems).toEqual([
    { line: 2, text: '"x:" is not a known kind of bypass; "l:" means local senders' },
    { line: 5, text: '"l:alice@local.test" is not a known kind of bypass; "l:" means local senders' },
  ])
})

test('a file of broken lines frees nobody', () => {
  expect(readBypassFile('l\nlocal:\nl: alice\n').value).toEqual({ localSenders: false })
})
