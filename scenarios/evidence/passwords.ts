/** What a wrong password is made of. */
export interface PasswordParts {
  /** The account's own. */
  readonly own: string
  /** That of another account, if there is one. */
  readonly another: string | undefined
}

interface WrongPasswordRow {
  /** The password itself; undefined where one cannot be made so. */
  readonly made: (parts: PasswordParts) => string | undefined
  /** What makes it in a shell, of words that hold the passwords. */
  readonly inShell: (parts: PasswordParts) => string
}

/** What stands in for a password nobody has. */
export const nobodysPassword = 'not-the-password'

/** The passwords that are not an account's own, by what a story calls them. */
const rows = {
  wrong: { made: () => nobodysPassword, inShell: () => nobodysPassword },
  'first eight': {
    made: ({ own }) => (own.length > 8 ? own.slice(0, 8) : undefined),
    inShell: ({ own }) => `"$(printf %.8s ${own})"`,
  },
  'one more': { made: ({ own }) => `${own}x`, inShell: ({ own }) => `${own}x` },
  'other case': {
    made: ({ own }) => (inOtherCase(own) === own ? undefined : inOtherCase(own)),
    inShell: ({ own }) => `"$(printf %s ${own} | tr A-Za-z a-zA-Z)"`,
  },
  "another's": {
    made: ({ own, another }) => (another === own ? undefined : another),
    inShell: ({ another = '"$ANOTHER_PASSWORD"' }) => another,
  },
  empty: { made: () => '', inShell: () => '""' },
} as const satisfies Record<string, WrongPasswordRow>

/** A password that is not the account's own, or only nearly so. */
export type WrongPassword = keyof typeof rows

export const isWrongPassword = (name: unknown): name is WrongPassword =>
  typeof name === 'string' && Object.hasOwn(rows, name)

/** All there are. */
export const wrongPasswords: readonly WrongPassword[] = Object.keys(rows).filter(isWrongPassword)

/** Makes a wrong password; undefined where the account's own does not allow it: one of eight characters or less. */
export const madeWrong = (name: WrongPassword, parts: PasswordParts): string | undefined =>
  rows[name].made(parts)

/** A wrong password as a shell makes it. */
export const wrongInShell = (name: WrongPassword, parts: PasswordParts): string => rows[name].inShell(parts)

/** Letters of ASCII in the other case, as `tr` changes them. */
const inOtherCase = (text: string): string =>
  text.replaceAll(/[A-Za-z]/g, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  )
