import { expect, test } from 'vitest'
import { readHostsFile } from './hosts-file.ts'

const hosts = (text: string) => Object.fromEntries(readHostsFile(text).value)

test.each([
  ['a name', '192.0.2.60 mail.acme.test', { 'mail.acme.test': '192.0.2.60' }],
  ['several names', '192.0.2.60\tone.test  two.test', { 'one.test': '192.0.2.60', 'two.test': '192.0.2.60' }],
  ['a name in capitals', '192.0.2.60 Mail.ACME.test', { 'mail.acme.test': '192.0.2.60' }],
  ['an IPv6 address', '2001:DB8:0::7 six.test', { 'six.test': '2001:db8::7' }],
  ['a comment behind', '192.0.2.60 one.test # two.test', { 'one.test': '192.0.2.60' }],
  [
    'line ends of Windows',
    '192.0.2.60 one.test\r\n192.0.2.61 two.test\r\n',
    {
      'one.test': '192.0.2.60',
      'two.test': '192.0.2.61',
    },
  ],
  ['nothing but comments', '# 192.0.2.60 one.test\n\n', {}],
])('a file with %s is read', (_, text, expected) => {
  expect(hosts(text)).toEqual(expected)
  expect(readHostsFile(text).problems).toEqual([])
})

test('the first address of a name counts', () => {
  expect(hosts('192.0.2.60 one.test\n192.0.2.61 one.test\n')).toEqual({ 'one.test': '192.0.2.60' })
})

test('a broken line is a problem with its number, and the others count', () => {
  const { value, problems } = readHostsFile(
    '# hosts\none.test 192.0.2.60\n192.0.2.61\n300.0.0.1 far.test\n192.0.2.62 two.test\n',
  )
  expect(Object.fromEntries(value)).toEqual({ 'two.test': '192.0.2.62' })
  expect(problems).toEqual([
    { line: 2, text: '"one.test" is not an address' },
    { line: 3, text: '192.0.2.61 has no name beside it' },
    { line: 4, text: '"300.0.0.1" is not an address' },
  ])
})
