/** What the test of a rule does to a server that is in use, from the least to the most. */
export const impacts = ['none', 'one-message', 'many-messages', 'slow', 'blocks-client'] as const

/**
 * `none`: sessions only. `one-message`: a few small messages. `many-messages`: more, or large ones. `slow`: minutes of
 * waiting. `blocks-client`: errors and failed logins, after which a server may shut the client out for a while.
 */
export type Impact = (typeof impacts)[number]

/** Tells whether an impact goes no further than a limit. */
export const isWithin = (impact: Impact, limit: Impact): boolean =>
  impacts.indexOf(impact) <= impacts.indexOf(limit)

/** The least of some impacts; of none it is the greatest there is. */
export const least = (all: readonly Impact[]): Impact =>
  all.reduce<Impact>((one, other) => (isWithin(one, other) ? one : other), 'blocks-client')

/** The greatest of some impacts; of none it is `none`. */
export const greatest = (all: readonly Impact[]): Impact =>
  all.reduce<Impact>((one, other) => (isWithin(other, one) ? one : other), 'none')
