import { coverage, renderCoverage } from '../clauses/coverage.ts'
import { readBook } from '../run/plan/book.ts'
import { asJson, type Io } from './io.ts'

/** `mailspec coverage`: how much of the manuals has a scenario. */
export async function showCoverage({ json = false }: { readonly json?: boolean }, io: Io): Promise<number> {
  const book = await readBook()
  const counted = coverage(book.map(({ id, clauses }) => ({ scenario: id, clauses })))
  io.out(json ? asJson(counted) : renderCoverage(counted))
  return 0
}
