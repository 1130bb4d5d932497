// count-results.mjs RESULTS.JSON [UNDECIDED]: prints "<passed> <failed>" of a run's cells, and names on stderr what
// failed. What was declared passes. A target that was not played on at all counts as one failure. Cells that came to no
// decision fail; where a file UNDECIDED is named, they are written there as "<target> <scenario>" and not counted, so
// that they can be played once more.
import { readFileSync, writeFileSync } from 'node:fs'

const [resultsFile, undecidedFile] = process.argv.slice(2)
const { targets, scenarios } = JSON.parse(readFileSync(resultsFile, 'utf8'))
const cells = scenarios
  .flatMap(({ id, results }) => results.map((cell) => ({ id, ...cell })))
  .filter(({ verdict }) => verdict !== 'unsupported')
const isPassed = ({ verdict, expected }) =>
  verdict === 'conforms' || verdict === 'deviates' || expected?.verdict === verdict
const isUndecided = ({ verdict }) => verdict === 'inconclusive' || verdict === 'faulty'

const notPassed = cells.filter((cell) => !isPassed(cell))
const again = undecidedFile === undefined ? [] : notPassed.filter(isUndecided)
const failed = notPassed.filter((cell) => !again.includes(cell))
const silent = targets.filter(({ name }) => !cells.some(({ target }) => target === name))

for (const { target, id, verdict } of notPassed) process.stderr.write(`✗ ${target} ${id}: ${verdict}\n`)
for (const { name } of silent) process.stderr.write(`✗ ${name} was not played on\n`)
if (undecidedFile !== undefined) {
  writeFileSync(undecidedFile, again.map(({ target, id }) => `${target} ${id}\n`).join(''))
}
process.stdout.write(`${cells.length - notPassed.length} ${failed.length + silent.length}\n`)
