/** The addresses of the server's two interfaces. */
export const interfaces = { first: '192.0.2.25', second: '192.0.2.26' } as const

/**
 * A certificate in a policy, by the name it is for: the target makes it, and a claim tells it by that name.
 *
 * @example policy: { tls: { smtpCertificate: certificateOf('smtp.local.test') } }
 */
export const certificateOf = <const Name extends string>(name: Name) => ({ chain: name, key: name }) as const
