import { readBook } from '../run/plan/book.ts'
import { examine, type Finding } from '../doctor/doctor.ts'
import { exitCodes } from './exit.ts'
import { asJson, type Io } from './io.ts'
import { targetFileAt } from './targets.ts'

/**
 * `mailspec doctor FILE`: checks each entry of a target file and says what to correct.
 *
 * @returns 0 when there is nothing to correct, 1 otherwise
 * @throws UsageError for a file that cannot be read at all
 */
export async function doctor(
  path: string,
  { json = false }: { readonly json?: boolean },
  io: Io,
): Promise<number> {
  const findings: Finding[] = []
  const tell = (finding: Finding): void => {
    findings.push(finding)
    if (!json) io.out(`${finding.ok ? 'ok ' : 'fix'} ${finding.place.padEnd(20)} ${finding.text}\n`)
  }
  const { file, problems } = targetFileAt(path)
  if (file) {
    const scenarios = (await readBook()).map(({ id }) => id)
    for await (const finding of examine({ file, secretOf, scenarios })) tell(finding)
  } else {
    for (const { path: place, text } of problems) tell({ place, ok: false, text })
  }
  if (json) io.out(asJson({ file: path, findings }))
  return findings.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.violates
}

const secretOf = (variable: string): string | undefined => process.env[variable]
