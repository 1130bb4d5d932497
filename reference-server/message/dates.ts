import { uncommented } from './lexer.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A date as a header field has it (RFC 5322 §3.3, old forms included). */
export interface SentDate {
  /** The day it names, whatever its zone, as midnight in UTC. */
  readonly day: number
  /** The instant it names. */
  readonly instant: number
}

const form =
  /(\d{1,2})[ \t-]+([a-z]{3})[a-z]*[ \t-]+(\d{2,4})(?:[ \t]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?(?:[ \t]+([+-])(\d{2})(\d{2}))?/i

/** Good: `Thu, 1 Jan 2026 08:30:00 +0100 (CET)`, `1 Jan 26 08:30 GMT`. Bad: `yesterday`, `31 Feb 2026`. */
export function readDate(value: string): SentDate | undefined {
  const found = form.exec(uncommented(value.slice(0, 1000)))
  if (!found) return undefined
  const [
    ,
    day = '',
    month = '',
    year = '',
    hour = '0',
    minute = '0',
    second = '0',
    sign,
    east = '0',
    more = '0',
  ] = found
  const date = new Date(0)
  date.setUTCFullYear(fullYear(year), months.indexOf(month.toLowerCase()), Number(day))
  if (date.getUTCDate() !== Number(day) || !months.includes(month.toLowerCase())) return undefined
  const zone = (Number(east) * 60 + Number(more)) * (sign === '-' ? -60_000 : 60_000)
  const time = (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1000
  return { day: date.getTime(), instant: date.getTime() + time - zone }
}

/** RFC 5322 §4.3. */
function fullYear(year: string): number {
  if (year.length === 2 && Number(year) < 50) return 2000 + Number(year)
  return year.length < 4 ? 1900 + Number(year) : Number(year)
}
