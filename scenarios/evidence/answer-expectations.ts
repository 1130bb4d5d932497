import type { Answer } from './evidence.ts'
import { decision } from './expectation.ts'
import { isWanted, wanted, wantedInWords, type Wanted } from './wanted-text.ts'

interface Ending {
  readonly status: 'NO' | 'BAD'
}

interface ItemWanted extends Wanted {
  readonly has: boolean
}

interface CodeWanted extends ItemWanted {
  readonly code: string
}

/** What can be expected of the answer to a POP3 or IMAP command, in addition to what every reply can be. */
export const answerExpectations = {
  condition: decision({
    says: {
      isNo: (): Ending => ({ status: 'NO' }),
      isBad: (): Ending => ({ status: 'BAD' }),
    },
    meets: { answer: ({ status }, wish) => status === wish.status },
    words: ({ status }) => status,
  }),
  words: decision({
    says: { hasLine: (text: string | RegExp) => wanted(text) },
    meets: { answer: ({ said, status }, text) => status !== undefined && isWanted(said, text) },
    words: (text) => `an answer${wantedInWords(text)}`,
  }),
  prompt: decision({
    says: { asksForMore: (text?: string | RegExp) => wanted(text) },
    meets: {
      answer: ({ status, said }, text) => {
        const [, asked] = (status === '+' && /^\+ (.*)$/s.exec(said)) || []
        return asked !== undefined && isWanted(asked, text)
      },
    },
    words: (text) => `a request for more${wantedInWords(text)}`,
  }),
  'line-ends': decision({
    says: { hasWholeLineEnds: () => ({}) },
    meets: { answer: ({ halfLineEnds, lost }) => (lost ? undefined : halfLineEnds !== true) },
    words: () => 'CRLF at the end of each line, and neither octet alone',
  }),
  item: decision({
    says: {
      tells: (item: string | RegExp): ItemWanted => ({ has: true, ...wanted(item) }),
      tellsNo: (item: string | RegExp): ItemWanted => ({ has: false, ...wanted(item) }),
    },
    meets: {
      answer: (answer, { has, ...item }) => {
        if (!isAnsweredOk(answer)) return false
        if (answer.data.some((each) => isWanted(each, item))) return has
        return answer.leftOut === undefined ? !has : undefined
      },
    },
    words: ({ has, ...item }) => `${has ? 'an item' : 'no item'}${wantedInWords(item)}`,
    sawAmong: ({ data }) => data,
  }),
  code: decision({
    says: {
      hasCode: (code: string, value?: string | RegExp): CodeWanted => ({ code, has: true, ...wanted(value) }),
      lacksCode: (code: string, value?: string | RegExp): CodeWanted => ({
        code,
        has: false,
        ...wanted(value),
      }),
    },
    meets: {
      answer: (answer, { code, has, ...value }) => {
        if (answer.status === undefined) return false
        if (valuesOf(answer, code).some((each) => isWanted(each, value))) return has
        return answer.leftOut === undefined ? !has : undefined
      },
      login: (login, { code, has, ...value }) =>
        login.lost
          ? undefined
          : valuesOf({ ...login, data: [] }, code).some((each) => isWanted(each, value)) === has,
    },
    words: ({ code, has, ...value }) => `${has ? 'a' : 'no'} code ${code}${wantedInWords(value)}`,
    sawAmong: codesIn,
  }),
} as const

/** Tells whether a command was carried out. */
export function isAnsweredOk({ status }: Answer): boolean {
  return status === 'OK' || status === '+OK'
}

/** The response codes of an answer, in its last line and in those before it: `UIDVALIDITY 7`, `READ-ONLY`. */
function codesIn({ said, data }: Pick<Answer, 'said' | 'data'>): readonly string[] {
  return [...data, said].flatMap((each) => /^(?:OK|NO|BAD|BYE|\+OK|-ERR) \[([^\]]*)\]/i.exec(each)?.[1] ?? [])
}

/** The values of a code, one for each time it occurs; empty where it has none. */
function valuesOf(answer: Pick<Answer, 'said' | 'data'>, code: string): readonly string[] {
  return codesIn(answer).flatMap((each) => {
    const [name = '', ...value] = each.split(' ')
    return name.toUpperCase() === code.toUpperCase() ? [value.join(' ')] : []
  })
}
