// count-results.mjs RESULTS.JSON: prints "<passed> <failed>" of a run's cells. What was declared passes; what could not
// be told or was our own fault does not. A target that was not played on at all counts as one failure, and is named.
import { readFileSync } from 'node:fs'

const { targets, scenarios } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const cells = scenarios.flatMap(({ results }) => results)
let passed = 0
let failed = 0
for (const { verdict, expected } of cells.filter((cell) => cell.verdict !== 'unsupported')) {
  if (verdict === 'conforms' || verdict === 'deviates' || expected?.verdict === verdict) passed += 1
  else failed += 1
}
for (const { name } of targets) {
  if (cells.some(({ target, verdict }) => target === name && verdict !== 'unsupported')) continue
  process.stderr.write(`${name} was not played on\n`)
  failed += 1
}
process.stdout.write(`${passed} ${failed}\n`)
