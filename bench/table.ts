import { median, type Figure, type Findings } from './figures.ts'

const headings = ['', 'min', 'median', 'max', 'unit', 'ratio', 'budget']
const toTheLeft: ReadonlySet<number> = new Set([0, 4, 5, 6])

/** Lays findings out for reading: one aligned table, remarks below it. */
export function asTable({ title, figures, remarks }: Findings): string {
  const rows = [headings, ...figures.map(row)]
  const widths = headings.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return toTheLeft.has(column) ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd(),
  )
  return [title, ...lines.map((line) => `  ${line}`), ...remarks.map((remark) => `  ${remark}`), ''].join(
    '\n',
  )
}

function row({ name, unit, samples, ratio, budgets = [] }: Figure): string[] {
  return [
    name,
    asNumber(Math.min(...samples)),
    asNumber(median(samples)),
    asNumber(Math.max(...samples)),
    unit,
    ratio ? `${ratio.value.toFixed(2)} × ${ratio.to}` : '',
    budgets.map(({ words, within }) => `${words}: ${within ? 'within' : 'over'}`).join('; '),
  ]
}

/** Three digits that say something: `12,345`, `123`, `1.23`, `0.0123`. */
function asNumber(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value === 0 ? '0' : String(Number(value.toPrecision(3)))
}
