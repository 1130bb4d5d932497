import { expect, test } from 'vitest'
import { accessFile, type Access } from './access.ts'

const nobody: Access = {
  others: { relays: false, blocked: false },
  trusted: [],
  blocked: [],
  granted: [],
}

const written = (access: Partial<Access>): readonly string[] =>
  accessFile({ ...nobody, ...access }, ({ relays, trusted, blocked }) =>
    [relays && 'relays', trusted && 'trusted', blocked && 'blocked'].filter(Boolean).join(' '),
  ).split('\n')

test('whoever is named nowhere is what all others are', () => {
  expect(written({})).toEqual(['*\t', ''])
  expect(written({ others: { relays: true, blocked: false } })).toEqual(['*\trelays', ''])
})

test('a trusted network is an entry of its own', () => {
  expect(written({ trusted: ['127.0.2.16/28'] })).toEqual(['127.0.2.16/28\trelays trusted', '*\t', ''])
})

test('of networks that overlap no address is in two entries', () => {
  expect(written({ trusted: ['127.0.2.0/30', '127.0.2.1'], blocked: ['127.0.2.2/31'] })).toEqual([
    '127.0.2.0/32\trelays trusted',
    '127.0.2.1/32\trelays trusted',
    '127.0.2.2/31\trelays trusted blocked',
    '*\t',
    '',
  ])
})

test('where all others are blocked, those who are granted access are not', () => {
  expect(
    written({ others: { relays: false, blocked: true }, granted: ['127.0.2.20'], trusted: ['127.0.2.21'] }),
  ).toEqual(['127.0.2.20/32\t', '127.0.2.21/32\trelays trusted blocked', '*\tblocked', ''])
})
