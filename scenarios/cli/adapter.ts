import { checkAdapter, type Checked } from '../targets/remote/adapter/check.ts'
import { exitCodes, UsageError } from './exit.ts'
import { asJson, type Io } from './io.ts'
import { loadTargetFile } from './targets.ts'

/**
 * `mailspec adapter check FILE`: holds the adapter of a target file to the protocol.
 *
 * @returns 0 when it keeps to all of it, 1 otherwise
 * @throws UsageError for a file that names no adapter
 */
export async function checkAdapterOf(
  path: string,
  { json = false }: { readonly json?: boolean },
  io: Io,
): Promise<number> {
  const file = loadTargetFile(path)
  if (!file.adapter) throw new UsageError(`${path}: it names no adapter: adapter: { command: [./adapter] }`)
  const checks: Checked[] = []
  for await (const checked of checkAdapter(file, file.adapter)) {
    checks.push(checked)
    const mark = checked.ok === undefined ? '-  ' : checked.ok ? 'ok ' : 'fix'
    if (!json) io.out(`${mark} ${checked.what.padEnd(32)} ${checked.text}\n`)
  }
  if (json) io.out(asJson({ file: path, checks }))
  return checks.every(({ ok }) => ok !== false) ? exitCodes.ok : exitCodes.violates
}
