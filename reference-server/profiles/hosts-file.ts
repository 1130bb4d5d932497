import { canonicalAddress } from '../policy/addresses/ip-address.ts'
import type { FileProblem, FileReading } from './product-files.ts'

/** The words of a line: an address and names, up to a comment. */
export const wordsOfHost = (line: string): readonly string[] => line.replace(/#.*/, '').trim().split(/\s+/)

/**
 * Reads a hosts file: an address, then the names it stands for; # begins a comment. The first address of a name
 * counts. A line that is broken is a problem, and the others are read.
 *
 * @example `192.0.2.60 mailer2.acme.test` maps one name; `mailer2.acme.test` alone is a problem
 */
export function readHostsFile(text: string, wordsOf = wordsOfHost): FileReading<ReadonlyMap<string, string>> {
  const problems: FileProblem[] = []
  const hosts = new Map<string, string>()
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const [addressText = '', ...names] = wordsOf(written)
    if (addressText === '') continue
    const address = canonicalAddress(addressText)
    if (address === undefined) problems.push({ line: index + 1, text: `"${addressText}" is not an address` })
    else if (names.length === 0)
      problems.push({ line: index + 1, text: `${addressText} has no name beside it` })
    else {
      for (const name of names.map((each) => each.toLowerCase())) {
        if (!hosts.has(name)) hosts.set(name, address)
      }
    }
  }
  return { value: hosts, problems }
}
