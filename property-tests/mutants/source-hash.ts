import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './mutant.ts'

/** What the sources look like, in words that change when they do. */
export interface SourceHashes {
  /** All that decides what becomes of a mutant: the server, the stories, the tests, and the seed. */
  readonly all: string
  /** What a mutant and the check that noticed it are made of: the file of the one and of the other. */
  of(file: string, killer: Check): string
}

/** Reads the sources once. */
export function sourceHashes(root: string, seed: number): SourceHashes {
  const hashes = new Map<string, string>()
  for (const folder of ['reference-server', 'scenarios', 'property-tests']) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((name) => /\.(ts|mjs)$/.test(name)).sort())
      hashes.set(`${folder}/${file.replaceAll('\\', '/')}`, hashOf(readFileSync(join(root, folder, file))))
  }
  const together = (...places: readonly string[]) =>
    hashOf(
      JSON.stringify([
        seed,
        ...[...hashes].filter(([file]) => places.some((place) => file.startsWith(place))),
      ]),
    )
  const known = new Map<string, string>()
  return {
    all: together(''),
    of(file, killer) {
      const places = [file, placeOf(killer)]
      const key = places.join(' ')
      const hash = known.get(key) ?? together(...places)
      known.set(key, hash)
      return hash
    },
  }
}

/** Where a check is written down: a test in its file, a story in one of the files of its area. */
const placeOf = ({ by, id }: Check): string =>
  by === 'test' ? (id.split(' > ')[0] ?? '') : `scenarios/cases/${id.split('/')[0] ?? ''}/`

const hashOf = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex')
