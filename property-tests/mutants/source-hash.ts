import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One hash over all that decides what becomes of a mutant: the server, the stories, the tests, and the seed. */
export function sourceHash(root: string, seed: number): string {
  const hash = createHash('sha256').update(String(seed))
  for (const folder of ['reference-server', 'scenarios', 'property-tests']) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((name) => /\.(ts|mjs)$/.test(name)).sort())
      hash.update(`${folder}/${file}\n`).update(readFileSync(join(root, folder, file)))
  }
  return hash.digest('hex')
}
