import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mailspec } from './testing.ts'

const name = 'c_mail_smtp_delivery_messagesubmission'
let folder = ''
let file = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailspec-tool-'))
  file = join(folder, 'policy.yaml')
})
afterEach(() => rm(folder, { recursive: true }))

const tool = (...words: readonly string[]) =>
  mailspec('tool', '--profile', 'icewarp', '--policy', file, ...words)
const written = () => readFile(file, 'utf8')

describe('modify', () => {
  test.each([
    [
      'a value that is written',
      'submission:\n  enabled: false # for now\n',
      'submission:\n  enabled: true # for now\n',
    ],
    ['a mapping in one line', 'submission: { port: 587 }\n', 'submission: { port: 587, enabled: true }\n'],
    [
      'a file of something else',
      '# ours\nserver:\n  hostname: mail.test\n',
      '# ours\nserver:\n  hostname: mail.test\nsubmission:\n  enabled: true\n',
    ],
    ['an empty file', '', 'submission:\n  enabled: true\n'],
    ['a setting unset', 'submission: { enabled: null }\n', 'submission: { enabled: true }\n'],
    ['JSON', '{ "submission": { "port": 587 } }\n', '{ "submission": { "port": 587, "enabled": true } }\n'],
  ])('changes %s, and nothing else', async (_, before, after) => {
    await writeFile(file, before)
    expect(await tool('modify', 'system', name, '1')).toEqual({ code: 0, out: `${name} 1\n`, err: '' })
    expect(await written()).toBe(after)
  })

  test('is undone by its opposite', async () => {
    await writeFile(file, '# a comment\nsubmission:\n  enabled: false\n')
    await tool('modify', 'system', name, '1')
    await tool('modify', 'system', name, '0')
    expect(await written()).toBe('# a comment\nsubmission:\n  enabled: false\n')
  })

  test('keeps the rights of the file, follows a link to it, and leaves nothing beside it', async () => {
    await writeFile(file, '')
    await chmod(file, 0o600)
    const target = file
    file = join(folder, 'link.yaml')
    await symlink(target, file)
    expect((await tool('modify', 'system', name, '1')).code).toBe(0)
    expect(await readFile(target, 'utf8')).toBe('submission:\n  enabled: true\n')
    expect((await stat(target)).mode & 0o777).toBe(0o600)
    expect((await readdir(folder)).sort()).toEqual(['link.yaml', 'policy.yaml'])
  })
})

test('get and list tell what holds, defaults included, and change nothing', async () => {
  await writeFile(file, '# nothing said\n')
  expect(await tool('get', 'system', name)).toEqual({ code: 0, out: `${name} 0\n`, err: '' })
  await writeFile(file, 'submission: {enabled:   true}\n')
  expect((await tool('get', 'system', name)).out).toBe(`${name} 1\n`)
  expect((await tool('list', 'system')).out).toMatch(new RegExp(`^${name} 1  .+\n$`))
  expect(await written()).toBe('submission: {enabled:   true}\n')
})

describe('what is wrong is one line, ends with 64 and changes nothing', () => {
  test.each([
    ['an unknown setting', '', ['modify', 'system', 'c_mail', '1'], name],
    ['an unknown value', '', ['modify', 'system', name, 'on'], 'takes 0 or 1, not "on"'],
    ['an unknown verb', '', ['set', 'system', name, '1'], 'modify, get or list'],
    ['an unknown object', '', ['get', 'domain', name], 'the object system'],
    ['a file that is no YAML', 'relay: [', ['list', 'system'], 'policy.yaml: '],
    ['a file that is no document', '- one\n', ['list', 'system'], 'policy.yaml: '],
    ['two documents', 'a: 1\n---\nb: 2\n', ['list', 'system'], 'policy.yaml: '],
    [
      'a broken policy',
      'sender: { requirePtr: true }\n',
      ['modify', 'system', name, '1'],
      'sender.requirePtr: ',
    ],
    ['several problems', 'a: 1\nb: 2\n', ['get', 'system', name], '(and 1 more)'],
    [
      'what stands there by reference',
      'server: &s {}\nsubmission: *s\n',
      ['modify', 'system', name, '1'],
      'submission is the alias *s',
    ],
  ])('%s', async (_, before, words, advice) => {
    await writeFile(file, before)
    const { code, out, err } = await tool(...words)
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toMatch(/^mailspec: [^\n]+\n$/)
    expect(err).toContain(advice)
    expect(await written()).toBe(before)
  })

  test('a file that is not there', async () => {
    const { code, err } = await tool('list', 'system')
    expect(code).toBe(64)
    expect(err).toBe(`mailspec: ${file}: ENOENT: no such file or directory\n`)
  })

  test('a product without a tool', async () => {
    await writeFile(file, '')
    const { code, err } = await mailspec('tool', '--profile', 'kerio', '--policy', file, 'list', 'system')
    expect({ code, err }).toEqual({ code: 64, err: 'mailspec: the kerio profile has no tool\n' })
  })
})
