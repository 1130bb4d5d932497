import { stage, type Parts } from '../adapter/kind.ts'

/** A table of this name can be asked; one that holds nothing cannot. */
export const holds = ({ settled }: Parts, name: 'trusted' | 'friends'): boolean =>
  settled.lines(name).length > 0

/** Declarations of the tables: files are read again while it runs. */
export const tables = (parts: Parts): readonly string[] => [
  ...['credentials', ...Object.keys(contents(parts))].map((name) => `table ${name} file:/srv/etc/${name}`),
  // A recipient without a domain belongs to the host itself.
  `table hosted { ${quoted([...stage.localDomains, stage.hostname])} }`,
  `table hostedSenders { ${quoted(stage.localDomains.map((domain) => `@${domain}`))} }`,
]

/** Files of tables; `passwords` becomes `credentials` where it is encrypted. */
export const tableFiles = (parts: Parts): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(contents(parts)).map(([name, rows]) => [`etc/${name}`, lines(rows)] as const),
  ),
  'etc/passwords': lines(parts.accounts.map(({ login, password }) => `${login} ${password}`)),
})

function contents(parts: Parts): Readonly<Record<string, readonly string[]>> {
  const { settled, accounts } = parts
  const addresses = [...new Set([...accounts.map(({ address }) => address.toLowerCase()), postmaster])]
  return {
    mailboxes: [
      ...addresses.map((address) => `${address} mailboxes`),
      `postmaster@${stage.hostname} ${postmaster}`,
    ],
    addresses,
    ...(holds(parts, 'trusted') && { trusted: settled.lines('trusted') }),
    ...(holds(parts, 'friends') && { friends: settled.lines('friends') }),
  }
}

/** Whose mailbox is always there, and who never logs in. */
export const postmaster = `postmaster@${stage.localDomains[0]}`

const quoted = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ')

const lines = (rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('')
