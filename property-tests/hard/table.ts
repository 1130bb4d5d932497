import type { Outcome } from './siege.ts'

const headings = ['attack', 'inputs', 'crashes', 'hangs', 'peak memory', 'greeting p50', 'p99', 'descriptors']

/** Outcomes as a table, one per row. */
export function asTable(outcomes: readonly Outcome[]): string {
  const rows = [headings, ...outcomes.map(row)]
  const widths = headings.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  return rows
    .map((cells) =>
      cells
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}

const row = ({ attack, inputs, crashes, hangs, peak, greeting, descriptors }: Outcome): readonly string[] => [
  attack,
  inputs.toLocaleString('en'),
  String(crashes.length),
  String(hangs.length),
  peak === undefined ? '–' : `${Math.round(peak / 2 ** 20)} MB`,
  asMilliseconds(greeting.p50),
  asMilliseconds(greeting.p99),
  `${descriptors.before ?? '–'} → ${descriptors.after ?? '–'}`,
]

const asMilliseconds = (time: number): string =>
  Number.isNaN(time) ? '–' : `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`
