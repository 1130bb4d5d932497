import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { logReader } from './logs.ts'

const folder = mkdtempSync(join(tmpdir(), 'mailspec-logs-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('each line is read once, whichever file it comes to', () => {
  mkdirSync(join(folder, 'log'))
  const says = (file: string, line: string): void => appendFileSync(join(folder, 'log', file), `${line}\n`)
  const fresh = logReader(folder)
  says('main', 'first')
  says('panic', 'second')
  expect(fresh()).toEqual(['first', 'second'])
  says('main', 'third')
  expect(fresh()).toEqual(['third'])
  says('dovecot', 'fourth')
  says('panic', 'fifth')
  expect(fresh()).toEqual(['fourth', 'fifth'])
  expect(fresh()).toEqual([])
})
