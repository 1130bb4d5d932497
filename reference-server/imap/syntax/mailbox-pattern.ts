import { upperCase } from '../../policy/ascii.ts'

const delimiter = '/'

/**
 * Tells whether a pattern of LIST covers a name of a mailbox. INBOX is the one name in which letters may be of any case
 * (RFC 3501 §5.1).
 */
export function coversName(pattern: string, name: string): boolean {
  const isInbox = name === 'INBOX' || name.startsWith(`INBOX${delimiter}`)
  return covers(isInbox ? pattern.replace(/^[^/]*/, upperCase) : pattern, name)
}

/**
 * Tells whether a pattern of LIST covers a text (RFC 3501 §6.3.8): `*` stands for anything, `%` for anything within one
 * level. Takes the pattern once from its beginning to its end, with all places in the name it may have come to.
 */
export function covers(given: string, name: string): boolean {
  const pattern = given.replaceAll(/[*%]+/g, (wildcards) => (wildcards.includes('*') ? '*' : '%'))
  // Each letter needs one of the name.
  if (pattern.replaceAll(/[*%]/g, '').length > name.length) return false
  const reached = Array.from({ length: name.length + 1 }, (_, place) => place === 0)
  for (const character of pattern.split('')) {
    if (character === '*' || character === '%') {
      for (let place = 1; place <= name.length; place += 1) {
        const mayPass = character === '*' || name[place - 1] !== delimiter
        reached[place] ||= mayPass && reached[place - 1] === true
      }
    } else {
      for (let place = name.length; place > 0; place -= 1) {
        reached[place] = reached[place - 1] === true && name[place - 1] === character
      }
      reached[0] = false
    }
  }
  return reached[name.length] === true
}
