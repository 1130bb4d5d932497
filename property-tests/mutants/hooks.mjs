import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Loaded before anything else: what is instrumented is loaded with its mutants, tests find our own host where they ask
// for Vitest, and a generation (`?generation=7&of=FILE`) loads a file and all that builds on it once more, so that what
// only runs while a module is loaded can be changed as well.

const root = join(import.meta.dirname, '..', '..')
const standIn = pathToFileURL(join(import.meta.dirname, 'stand-in.ts')).href
const { sources } = JSON.parse(readFileSync(process.env.MAILSPEC_INSTRUMENTED ?? '', 'utf8'))
const renewed = ['reference-server', 'property-tests', join('scenarios', 'targets', 'reference')]

const pathIn = (url) => relative(root, fileURLToPath(url))
const isRenewed = (url) =>
  url.startsWith('file:') && renewed.some((folder) => pathIn(url).startsWith(folder + sep))

/** JavaScript by file: a generation costs no more than its evaluation. */
const scripts = new Map()
function scriptOf(url) {
  const path = pathIn(url)
  const script = scripts.get(path) ?? stripTypeScriptTypes(sourceOf(path))
  scripts.set(path, script)
  return script
}

const sourceOf = (path) => sources[path.split(sep).join('/')] ?? readFileSync(join(root, path), 'utf8')

/** Who imports a file, by address; of what has been loaded once, nothing is missing here. */
const importers = new Map()
const loaded = new Set()

function noteImport(url, parentURL) {
  if (parentURL === undefined) return
  const of = importers.get(url) ?? new Set()
  importers.set(url, of.add(plain(parentURL)))
}

const plain = (url) => url.replace(/\?.*$/, '')

/** What builds on a file, the file itself among it. */
const buildings = new Map()
function builtOn(file) {
  const known = buildings.get(file)
  if (known) return known
  const found = new Set([pathToFileURL(join(root, file)).href])
  for (const url of found) for (const importer of importers.get(url) ?? []) found.add(importer)
  buildings.set(file, found)
  return found
}

/** Whether a generation loads it once more; what is not loaded yet cannot be shared. */
const isOfGeneration = (url, generation) =>
  isRenewed(url) && (!loaded.has(url) || builtOn(new URLSearchParams(generation).get('of') ?? '').has(url))

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest' && context.parentURL !== standIn)
      return { url: standIn, format: 'module-typescript', shortCircuit: true }
    const found = next(specifier, context)
    if (found.url.includes('?')) return found
    noteImport(found.url, context.parentURL)
    const [generation] = context.parentURL?.match(/\?generation=.*$/) ?? []
    return generation !== undefined && isOfGeneration(found.url, generation)
      ? { ...found, url: found.url + generation }
      : found
  },
  load(url, context, next) {
    loaded.add(url)
    return isRenewed(url) && context.format === 'module-typescript'
      ? { format: 'module', source: scriptOf(url), shortCircuit: true }
      : next(url, context)
  },
})
