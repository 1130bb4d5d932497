import type { Evidence } from '#evidence'
import { valueInWords, type Change, type Finding } from '../../reports/profile.ts'
import type { Measured } from '../probe/measuring.ts'

/** The values of one probe as lines of the table, with the answers that show them. */
export function probeLines(
  { probe, findings, evidence }: Measured,
  { number, of }: { readonly number: number; readonly of: number },
): string {
  const head = `${String(number).padStart(2)}/${of}  ${probe.title}\n`
  return head + findings.map((finding) => lineOf(finding, evidence)).join('')
}

const lineOf = (finding: Finding, evidence: Evidence | undefined): string => {
  const shown = lastAnswer(finding, evidence)
  return `       ${finding.what.padEnd(32)} ${valueInWords(finding.value)}${shown === '' ? '' : `  (${shown})`}\n`
}

/** The last line that shows a value: `stranger#2: 550 5.7.1 relaying denied`. */
function lastAnswer({ shown, value }: Finding, evidence: Evidence | undefined): string {
  const last = shown.at(-1)
  if (!last || 'unknown' in value) return last?.session ?? ''
  const line = evidence?.sessions.find(({ id }) => id === last.session)?.lines[last.line]
  return line?.dir === 'S' ? `${last.session}: ${line.octets.trim()}` : last.session
}

/** What is different from the last time. */
export const changeLines = (changes: readonly Change[], since: string): string =>
  changes.length === 0
    ? `nothing has changed since ${since}\n`
    : changes
        .map(
          ({ what, before = 'not measured', now = 'not measured' }) =>
            `changed: ${what}: ${before} → ${now}\n`,
        )
        .join('')
