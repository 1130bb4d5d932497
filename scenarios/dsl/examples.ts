import { hours, minutes, seconds } from './durations.ts'

// Bounds for settings that stories give by example: within them, every story that takes its numbers from its policy
// holds. They leave time to act, and ask nobody to send for hours.

export const anyWindow = { from: minutes(1), to: hours(2) }
export const anyDelay = { from: seconds(10), to: minutes(30) }
export const anyPort = { from: 1, to: 65_535 }
/** Messages an hour or a minute, and failed commands. */
export const anyNumber = { from: 2, to: 20 }
/** A message of half the limit can be read back, and one of twice the limit sent, within the bounds of a session. */
export const anySize = { from: 10_000, to: 2 * 2 ** 20 }
/** Where nothing of that size is sent. */
export const anyDeclaredSize = { from: 10_000, to: 2 ** 40 }
