import { parseDocument, type Document } from 'yaml'

/** A text of YAML with what it holds, or in one line why it is not taken. */
export type YamlText =
  | { readonly document: Document; readonly value: unknown; readonly problem?: never }
  | { readonly problem: string; readonly value?: never; readonly document?: never }

/**
 * Reads YAML, of which JSON is a part. What multiplies itself by aliases, refers to itself or is nested beyond all
 * measure is not taken.
 *
 * @throws never
 */
export function readYaml(text: string): YamlText {
  try {
    const document = parseDocument(text)
    const [broken] = document.errors
    if (broken?.code === 'RESOURCE_EXHAUSTION') return { problem: tooDeep }
    if (broken) return { problem: `this is not YAML: ${firstLine(broken.message)}` }
    const value: unknown = document.toJS()
    return isDeep(value) ? { problem: tooDeep } : { document, value }
  } catch (cause) {
    return {
      problem: cause instanceof RangeError ? tooDeep : `this YAML is not accepted: ${reasonOf(cause)}`,
    }
  }
}

const tooDeep = 'this YAML is not accepted: it is nested too deeply, or refers to itself'

/** Deeper than anybody writes. */
const isDeep = (value: unknown, left = 100): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inner) => isDeep(inner, left - 1)))

function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  return /alias count/i.test(message) ? 'its aliases make it too large' : firstLine(message)
}

const firstLine = (message: string): string => (message.split('\n', 1)[0] ?? '').replace(/:$/, '')
