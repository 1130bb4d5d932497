import type { TimeOfDay } from '#dsl'
import { HarnessFault } from '../../evidence/faults.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** Tells whether a text is a time of day: `03:10` is, `24:00` is not. */
export const isTimeOfDay = (text: string): text is TimeOfDay => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text)

/** The moment and the zone that a time of day is asked for in. */
interface Standpoint {
  /** Milliseconds since the epoch. */
  readonly after: number
  readonly timeZone: string
}

/**
 * The next instant at which a clock in a time zone shows a time of day: later than `after`, and by a day at most unless
 * clocks are changed. A time that is skipped on the day clocks are put forward comes on the day after.
 *
 * @throws HarnessFault for what is not a time of day: `24:00`, `3:10`
 */
export function nextTimeOfDay(time: string, { after, timeZone }: Standpoint): number {
  if (!isTimeOfDay(time)) throw new HarnessFault(`"${time}" is no time of day; expected one such as "03:10"`)
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const wanted = (hours * 60 + minutes) * minute
  const shown = (instant: number): number => instant + offsetAt(instant, timeZone)
  const today = Math.floor(shown(after) / day) * day
  for (const later of [0, 1, 2]) {
    const local = today + later * day + wanted
    // The offset of the zone may differ before and after clocks are changed: both are tried.
    const found = [local - day, local + day]
      .map((near) => local - offsetAt(near, timeZone))
      .filter((instant) => instant > after && shown(instant) === local)
    if (found.length > 0) return Math.min(...found)
  }
  throw new HarnessFault(`it is never ${time} in ${timeZone}`)
}

/** How far a zone is ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0
  const [, name = ''] = /GMT(.*)$/.exec(zoneName(instant, timeZone)) ?? []
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minute
}

/** `1/1/2026, GMT+01:00` */
const zoneName = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).format(instant)
