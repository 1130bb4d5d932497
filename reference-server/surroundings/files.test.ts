import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMemoryFiles, realFiles } from './files.ts'

describe('files in memory', () => {
  test('are read as written, and are gone when removed', () => {
    const files = createMemoryFiles()
    expect(files.read('Config/a.dat')).toBeUndefined()
    files.write('Config/a.dat', 'one')
    expect(files.read('Config/a.dat')).toBe('one')
    files.remove('Config/a.dat')
    expect(files.read('Config/a.dat')).toBeUndefined()
  })

  test('tell who watches of every change, until he stops', () => {
    const files = createMemoryFiles()
    const seen: (string | undefined)[] = []
    const stop = files.watch('a.dat', () => seen.push(files.read('a.dat')))
    files.watch('b.dat', () => seen.push('the wrong file'))
    files.write('a.dat', 'one')
    files.write('a.dat', 'two')
    files.remove('a.dat')
    stop?.()
    files.write('a.dat', 'three')
    expect(seen).toEqual(['one', 'two', undefined])
  })
})

describe('files of this machine', () => {
  let folder = ''
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'mailspec-files-'))))
  afterAll(() => rm(folder, { recursive: true }))

  test('are read within their folder, and a missing one is no fault', async () => {
    await mkdir(join(folder, 'Config'))
    await writeFile(join(folder, 'Config', 'a.dat'), 'one')
    expect(realFiles(folder).read('Config/a.dat')).toBe('one')
    expect(realFiles(folder).read('Config/b.dat')).toBeUndefined()
  })

  test('a path that cannot be read is a fault, and says so', () => {
    expect(() => realFiles(folder).read('.')).toThrow('EISDIR')
  })

  test('who watches is told when a file is made, replaced and removed', async () => {
    const files = realFiles(folder)
    const path = join(folder, 'watched.dat')
    // Not written in place: whoever reads meanwhile would see a part.
    const writeWhole = async (text: string) => {
      await writeFile(`${path}.new`, text)
      await rename(`${path}.new`, path)
    }
    let stop: (() => void) | undefined
    const changedTo = (text: string | undefined) =>
      new Promise<void>((told) => {
        stop?.()
        stop = files.watch('watched.dat', () => files.read('watched.dat') === text && told())
      })
    for (const text of ['one', 'another']) {
      const told = changedTo(text)
      await writeWhole(text)
      await told
    }
    const gone = changedTo(undefined)
    await rm(path)
    await gone
    stop?.()
  })
})
