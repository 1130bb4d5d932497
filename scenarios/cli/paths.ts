import { relative, resolve } from 'node:path'

/** The caller's folder: `pnpm mailspec` starts in the project's folder and says where it was called. */
const here = process.env['INIT_CWD'] ?? process.cwd()

/** A path as given on the command line, whole. */
export const givenPath = (path: string): string => resolve(here, path)

/** A path as short as it can be written from here. */
export function shortPath(path: string): string {
  const short = relative(here, path)
  return short.startsWith('..') ? path : short || '.'
}
