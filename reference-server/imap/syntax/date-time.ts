import { lowerCase } from '../../policy/ascii.ts'
import { map, token, type Parser } from './parser.ts'

// Dates as clients write them (RFC 3501 §9).

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The first and the last instant that can be told with a year of four digits, and a day of leeway for zones. */
const first = new Date(0).setUTCFullYear(1, 0, 2)
const last = Date.UTC(9999, 11, 30)

/** Gives the midnight a day begins with, in UTC; undefined for a day that no month has. */
function dayOf(day: string, month: string, year: string): number | undefined {
  const date = new Date(0)
  date.setUTCFullYear(Number(year), months.indexOf(lowerCase(month)), Number(day))
  return date.getUTCDate() === Number(day) ? date.getTime() : undefined
}

const monthNames = months.join('|')
const moment = new RegExp(
  `"([ \\d]\\d)-(${monthNames})-(\\d{4}) ([01]\\d|2[0-3]):([0-5]\\d):([0-5]\\d|60) ([+-])([01]\\d|2[0-3])([0-5]\\d)"`,
  'i',
)
const day = new RegExp(`(\\d{1,2})-(${monthNames})-(\\d{4})`, 'i')

const minutes = (hours: string, left: string): number => Number(hours) * 60 + Number(left)

/** An instant. Good: `" 1-Jan-2026 08:30:00 +0100"`. Bad: `"31-Feb-2026 08:30:00 +0100"`, `"1-Jan-2026 08:30:00 +0100"`. */
export const dateTime: Parser<number> = map(token(moment), (text) => {
  const [
    ,
    date = '',
    month = '',
    year = '',
    hour = '',
    minute = '',
    second = '',
    sign,
    zoneHours = '',
    zoneMinutes = '',
  ] = moment.exec(text) ?? []
  const midnight = dayOf(date, month, year)
  if (midnight === undefined) return undefined
  const east = minutes(zoneHours, zoneMinutes) * (sign === '-' ? -1 : 1)
  const instant = midnight + (minutes(hour, minute) - east) * 60_000 + Number(second) * 1000
  return instant >= first && instant <= last ? instant : undefined
})

/** A day, as the midnight in UTC it begins with. Good: `1-Jan-2026`, `"01-jan-2026"`. Bad: `31-Feb-2026`. */
export const date: Parser<number> = map(token(new RegExp(`"${day.source}"|${day.source}`, 'i')), (text) => {
  const [, number = '', month = '', year = ''] = day.exec(text) ?? []
  return dayOf(number, month, year)
})
