const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

// Much mail arrives within a second, and its dates are the same.
let last = { second: NaN, date: '' }

/** An instant as header fields write it, in universal time: `Thu, 01 Jan 2026 00:00:00 +0000` (RFC 5322 §3.3). */
export function messageDate(instant: number): string {
  const second = Math.floor(instant / 1000)
  if (second !== last.second) last = { second, date: dateOf(new Date(instant)) }
  return last.date
}

function dateOf(at: Date): string {
  const day = `${days[at.getUTCDay()]}, ${two(at.getUTCDate())} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`
  return `${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`
}

const two = (number: number): string => (number < 10 ? `0${number}` : String(number))
