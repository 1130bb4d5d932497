// RFC 4954; PLAIN: RFC 4616. LOGIN has none.

/** An exchange of AUTH on its way. */
export interface Auth {
  /** The next challenge, base64; undefined when the exchange is over. */
  readonly asks?: string
  /** Absent where it came to nothing. */
  readonly user?: string
  readonly password?: string
  /** What the answer to the challenge leads to. */
  hears(response: string): Auth
}

/** Begins with the argument of AUTH: `PLAIN`, or `PLAIN AGFsaWNlAHNlY3JldA==`. */
export function createAuth(argument: string): Auth {
  const [mechanism = '', initial] = argument.split(/\s+/)
  switch (mechanism.toUpperCase()) {
    case 'PLAIN':
      return initial === undefined ? asking('', plain) : plain(initial)
    case 'LOGIN':
      return initial === undefined ? asking('VXNlcm5hbWU6', login) : login(initial)
    default:
      return nothing
  }
}

const nothing: Auth = { hears: () => nothing }

const asking = (asks: string, next: (response: string) => Auth): Auth => ({
  asks,
  hears: (response) => (response === '*' ? nothing : next(response)),
})

const inText = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8')

function plain(response: string): Auth {
  const [, user, password] = inText(response).split('\0')
  return user === undefined || password === undefined ? nothing : { ...nothing, user, password }
}

const login = (first: string): Auth =>
  asking('UGFzc3dvcmQ6', (second) => ({ ...nothing, user: inText(first), password: inText(second) }))
