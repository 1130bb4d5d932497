import { readFileSync, writeFileSync } from 'node:fs'
import type { Document } from 'yaml'
import { readYaml } from '../../reference-server/yaml-text.ts'
import type { Written } from '../../reports/profile.ts'
import { readTargetFile } from '../targets/remote/file.ts'
import { UsageError } from './exit.ts'
import { shortPath } from './paths.ts'

/** What writing measured values into a target file came to. */
export interface Vouched {
  /** Settings whose value is another one now. */
  readonly changed: readonly { readonly key: string; readonly before: unknown; readonly now: Written }[]
  /** Settings that were left out, because the policy would be wrong with them: one needs another that is unknown. */
  readonly left: readonly { readonly keys: readonly string[]; readonly why: string }[]
}

/**
 * Puts measured values under `vouches` of a target file; comments and everything else stay as they are.
 *
 * @throws UsageError for a file that cannot be read any more
 */
export function writesVouches(path: string, values: ReadonlyMap<string, Written>): Vouched {
  const read = readYaml(readFileSync(path, 'utf8'))
  if (!read.document) throw new UsageError(`${shortPath(path)}: ${read.problem}`)
  let document: Document = read.document
  const changed: Vouched['changed'][number][] = []
  const left: Vouched['left'][number][] = []
  const sections = Map.groupBy(values, ([key]) => key.split('.')[0])
  for (const [, settings] of sections) {
    const next: Document = document.clone()
    const changes = settings.flatMap(([key, now]) => changesAt(next, key, now))
    const [problem] = readTargetFile(next.toJS()).problems ?? []
    if (problem) {
      left.push({ keys: changes.map(({ key }) => key), why: `${problem.path}: ${problem.text}` })
      continue
    }
    document = next
    changed.push(...changes)
  }
  if (changed.length > 0) writeFileSync(path, document.toString({ lineWidth: 0 }))
  return { changed, left }
}

/** Writes one setting, unless it stands there already. */
function changesAt(document: Document, key: string, now: Written): Vouched['changed'] {
  const place = ['vouches', ...key.split('.')]
  const before: unknown = document.getIn(place)
  if (JSON.stringify(before) === JSON.stringify(now)) return []
  // A map written as `{}` stays on one line otherwise, however much is put into it.
  const vouches: unknown = document.get('vouches')
  if (isMap(vouches) && vouches.items.length === 0) vouches.flow = false
  document.setIn(place, now)
  return [{ key, before, now }]
}

const isMap = (node: unknown): node is { flow?: boolean; items: readonly unknown[] } =>
  typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items)
