import { upperCase } from '../policy/ascii.ts'

// RFC 5321 §4.1.2 (esmtp-param), §4.1.1.11.

/** Parameters of MAIL or RCPT: keyword in upper case → value, empty when there is none. */
export type Parameters = ReadonlyMap<string, string>

export interface ParameterProblem {
  readonly problem: 'unknown' | 'malformed' | 'twice'
  readonly parameter: string
}

/** What each known parameter's value must look like. */
export type KnownParameters = Readonly<Record<string, RegExp>>

const none: Parameters = new Map()

/**
 * Reads `SIZE=100 BODY=8BITMIME`. Not `SIZE=`, nor `SIZE=1 SIZE=2`.
 *
 * @param text  what follows the path
 * @param known the parameters that may stand there
 */
export function readParameters(text: string, known: KnownParameters): Parameters | ParameterProblem {
  if (text === '') return none
  const parameters = new Map<string, string>()
  for (const word of text.split(/ +/)) {
    const [, key = '', value = ''] = /^([a-z0-9][a-z0-9-]*)(?:=([\x21-\x3c\x3e-\x7e]+))?$/i.exec(word) ?? []
    const keyword = upperCase(key)
    if (keyword === '') return { problem: 'malformed', parameter: word }
    const form = Object.hasOwn(known, keyword) ? known[keyword] : undefined
    if (!form) return { problem: 'unknown', parameter: keyword }
    if (parameters.has(keyword)) return { problem: 'twice', parameter: keyword }
    if (!form.test(value)) return { problem: 'malformed', parameter: keyword }
    parameters.set(keyword, value)
  }
  return parameters
}
