import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Loaded before anything else: what is instrumented is loaded with its mutants, tests find our own host where they ask
// for Vitest, and a generation (`?generation=7`) loads the server once more, so that what only runs while a module is
// loaded can be changed as well.

const root = join(import.meta.dirname, '..', '..')
const standIn = pathToFileURL(join(import.meta.dirname, 'stand-in.ts')).href
const { sources } = JSON.parse(readFileSync(process.env.MAILSPEC_INSTRUMENTED ?? '', 'utf8'))
const renewed = ['reference-server', 'property-tests', join('scenarios', 'targets', 'reference')]

const fromRoot = (url) => relative(root, fileURLToPath(url)).split(sep).join('/')
const isRenewed = (url) => {
  const file = relative(root, fileURLToPath(url))
  return renewed.some((folder) => file.startsWith(folder + sep))
}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest' && context.parentURL !== standIn)
      return { url: standIn, format: 'module-typescript', shortCircuit: true }
    const found = next(specifier, context)
    const generation = context.parentURL?.match(/\?generation=\d+$/)?.[0]
    if (generation === undefined || !found.url.startsWith('file:') || found.url.includes('?')) return found
    return isRenewed(found.url) ? { ...found, url: found.url + generation } : found
  },
  load(url, context, next) {
    const source = url.startsWith('file:') ? sources[fromRoot(url)] : undefined
    return source === undefined
      ? next(url, context)
      : { format: 'module-typescript', source, shortCircuit: true }
  },
})
