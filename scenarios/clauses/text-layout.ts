/**
 * Lays rows out in columns two spaces apart, as wide as their widest cell.
 *
 * @param align `right` for the columns that hold numbers, which are all but the first
 * @returns one line per row, without trailing spaces
 */
export function columns(rows: ReadonlyArray<readonly string[]>, align: 'left' | 'right'): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length)
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return align === 'right' && column > 0 ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd(),
  )
}

/**
 * Breaks a text at its spaces into lines of at most that many characters, the lines after the first indented.
 * A word longer than a line stays whole.
 */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && indent.length + longer.length > width) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, line].join(`\n${indent}`)
}
