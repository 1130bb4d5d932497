import { expect, test } from 'vitest'
import { readAddresses } from './addresses.ts'

/** As mail readers show them: `name <mailbox@host>`. */
const shown = (value: string): readonly string[] =>
  [...readAddresses(value)].map(
    ({ name, route, mailbox, host }) => `${name ?? ''}|${route ?? ''}|${mailbox ?? '-'}|${host ?? '-'}`,
  )

test.each([
  ['nobody', '', []],
  ['a comment alone', '(nobody)', []],
  ['two words before it', 'Bob Jones <b@c.test>', ['Bob Jones||b|c.test']],
  ['words without a blank', '"Bob""Jones" <b@c.test>', ['BobJones||b|c.test']],
  ['a comma in quotes', '"," <b@c.test>', [',||b|c.test']],
  ['a bracket in quotes', '"<" <b@c.test>', ['<||b|c.test']],
  ['an at sign in quotes', '"a@x"@c.test', ['||a@x|c.test']],
  ['a domain that is an at sign in quotes', 'a@"@"', ['||a|@']],
  ['a bracket that is never closed', 'Bob <b@c.test', ['Bob||b|c.test']],
  ['a bracket that is closed before it is opened', 'Bob> <b@c.test>', ['Bob>||b|c.test']],
  ['nothing in brackets', 'Bob <>', ['Bob|||']],
  ['a colon where no route is', '<a:b@c.test>', ['||a:b|c.test']],
  ['a route that does not end', '<@a.test,b@c.test>', ['||@a.test,b|c.test']],
  ['no domain', 'alice', ['||alice|']],
  ['nothing before the at sign', '@c.test', ['|||c.test']],
  ['a name in a comment', 'b@c.test (Bob (the first))', ['Bob (the first)||b|c.test']],
  ['a group, with a comment on its name', 'fri(my)ends: a@b.test;', ['||friends|-', '||a|b.test', '||-|-']],
])('an address is read with %s', (_, value, addresses) => {
  expect(shown(value)).toEqual(addresses)
})
