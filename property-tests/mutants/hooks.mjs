import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Loaded before anything else: what is instrumented is loaded with its mutants, tests find our own host where they ask
// for Vitest, and a generation (`?generation=7`) loads the server once more, so that what only runs while a module is
// loaded can be changed as well.

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

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest' && context.parentURL !== standIn)
      return { url: standIn, format: 'module-typescript', shortCircuit: true }
    const found = next(specifier, context)
    const generation = context.parentURL?.match(/\?generation=\d+$/)?.[0]
    return generation !== undefined && isRenewed(found.url) && !found.url.includes('?')
      ? { ...found, url: found.url + generation }
      : found
  },
  load(url, context, next) {
    return isRenewed(url) && context.format === 'module-typescript'
      ? { format: 'module', source: scriptOf(url), shortCircuit: true }
      : next(url, context)
  },
})
