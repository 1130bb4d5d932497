import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { madeWrong, wrongInShell, wrongPasswords } from './passwords.ts'

const parts = { own: 'Secret-7pätz', another: 'of-somebody-else' }

test.each([
  ['wrong', 'not-the-password'],
  ['first eight', 'Secret-7'],
  ['one more', 'Secret-7pätzx'],
  ['other case', 'sECRET-7PäTZ'],
  ["another's", 'of-somebody-else'],
  ['empty', ''],
] as const)('"%s" is a password of its own', (name, made) => {
  expect(madeWrong(name, parts)).toBe(made)
})

test.each(wrongPasswords)('a shell makes "%s" as a story does', (name) => {
  const told = wrongInShell(name, { own: '"$OWN"', another: '"$ANOTHER"' })
  const env = { ...process.env, OWN: 'Secret-7pzt', ANOTHER: 'of-somebody-else' }
  const said = execFileSync('sh', ['-c', `printf %s ${told}`], { env, encoding: 'utf8' })
  expect(said).toBe(madeWrong(name, { own: env.OWN, another: env.ANOTHER }))
})

test('some passwords have no such neighbour', () => {
  expect(madeWrong('first eight', { ...parts, own: '12345678' })).toBeUndefined()
  expect(madeWrong('other case', { ...parts, own: '12345678' })).toBeUndefined()
  expect(madeWrong("another's", { ...parts, another: parts.own })).toBeUndefined()
  expect(madeWrong("another's", { ...parts, another: undefined })).toBeUndefined()
})
