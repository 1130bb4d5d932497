import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NeedUnmet } from '../../evidence/faults.ts'
import { runs } from '../native/command.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** Where `docker-compose.yml` stands, with a service for each server. */
export const composeFolder = root
export const composeFile = 'docker-compose.yml'

/** The file an image is built by, whether there is one or not. */
export const recipeOf = (server: string): string => join(root, 'fixtures', 'docker', server, 'Dockerfile')

export const hasRecipe = (server: string): boolean => existsSync(recipeOf(server))

const imageOf = (server: string): string => `mailspec-${server}`
const recipeLabel = 'mailspec.recipe'
const builtWithin = 900_000

/**
 * Builds the image of a server, unless there is one by the same recipe.
 *
 * @returns its packages, each with its version
 * @throws NeedUnmet with Docker's word when it cannot be built
 */
export async function builtImage(server: string): Promise<ReadonlyMap<string, string>> {
  const recipe = createHash('sha256')
    .update(readFileSync(recipeOf(server)))
    .digest('hex')
    .slice(0, 12)
  if ((await recipeIn(server)) !== recipe) await builds(server, recipe)
  return new Map(
    (await listedIn(server)).split('\n').map((line) => {
      const [name = '', version = ''] = line.split(' ')
      return [name, version.replace(/^\d+:/, '')] as const
    }),
  )
}

/** The packages that a container reports; it must also see a folder of this machine. */
async function listedIn(server: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mailspec-seen-'))
  try {
    writeFileSync(join(folder, 'seen'), '')
    const sees = "[ -f /srv/seen ] || { echo 'a mounted folder is not visible in the container'; exit 1; }"
    const listing = `${sees}; dpkg-query -W -f '\${Package} \${Version}\\n'`
    const { ok, output } = await runs('docker', [
      'run',
      '--rm',
      '--network=none',
      `--volume=${folder}:/srv`,
      imageOf(server),
      'bash',
      '-c',
      listing,
    ])
    if (ok) return output
    throw new NeedUnmet('Docker', `no container can run from its image: ${lastOf(output)}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function recipeIn(server: string): Promise<string | undefined> {
  const format = `{{index .Config.Labels "${recipeLabel}"}}`
  const { ok, output } = await runs('docker', ['image', 'inspect', '--format', format, imageOf(server)])
  return ok ? output : undefined
}

async function builds(server: string, recipe: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mailspec-image-'))
  try {
    const labelled = join(folder, 'labelled.json')
    const build = { labels: { [recipeLabel]: recipe } }
    writeFileSync(labelled, JSON.stringify({ services: { [server]: { build } } }))
    const files = ['--file', composeFile, '--file', labelled]
    const { ok, output } = await runs('docker', ['compose', ...files, 'build', server], {
      cwd: composeFolder,
      within: builtWithin,
    })
    if (ok) return
    const why = `Docker could not build it from debian:bookworm-slim and Debian packages: ${lastOf(output)}`
    throw new NeedUnmet('its image', why)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const lastOf = (output: string): string => output.trim().split('\n').slice(-3).join(' | ')
