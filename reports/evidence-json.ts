import type { Evidence } from '#evidence'
import { printableJson } from '../scenarios/evidence/printable.ts'
import { evidenceSchema } from './evidence-schema.ts'
import { parseJson } from './parse-json.ts'

/** The fields of evidence in the order in which people read them; names not listed follow alphabetically. */
const order = [
  [
    'version',
    'scenario',
    'disturbedBy',
    'head',
    'seed',
    'target',
    'policyApplied',
    'clockResolution',
    'endpoints',
    'bound',
  ],
  [
    'title',
    'id',
    'client',
    'service',
    'source',
    'at',
    'order',
    'dir',
    'octets',
    'masked',
    'actor',
    'verb',
    'with',
    'lines',
  ],
  [
    'steps',
    'sessions',
    'sink',
    'peers',
    'reversePath',
    'forwardPaths',
    'message',
    'claims',
    'stopped',
    'fault',
    'leftOut',
    'halfLineEnds',
    'ended',
  ],
  [
    'by',
    'why',
    'subject',
    'step',
    'expected',
    'told',
    'weight',
    'axis',
    'kind',
    'is',
    'session',
    'line',
    'reply',
    'code',
    'status',
  ],
  [
    'text',
    'of',
    'letter',
    'sent',
    'header',
    'body',
    'bodyOctets',
    'bodyDigest',
    'entities',
    'depth',
    'type',
    'count',
    'succeeded',
    'said',
    'data',
    'certain',
    'when',
    'notBefore',
    'notAfter',
    'lost',
    'clauses',
    'where',
  ],
].flat()

const widest = 110

/**
 * Evidence as text: the same evidence gives the same bytes, whatever the order of its fields. What fits on a line is
 * written on one line, so each line of a session is one line of the file.
 */
export const evidenceJson = (evidence: Evidence): string => printableJson(`${written(evidence, '')}\n`)

/**
 * Reads what `evidenceJson` wrote.
 *
 * @throws SyntaxError in one line, when the text is not JSON, not evidence, or of a version not known here
 */
export function readEvidence(text: string): Evidence {
  const value = parseJson(text)
  if (isEvidence(value)) return value
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined
  if (version !== 1 && 'scenario' in Object(value)) {
    throw new SyntaxError(
      `this is evidence of version ${JSON.stringify(version)}, but this mailspec reads version 1`,
    )
  }
  const [issue] = evidenceSchema.safeParse(value).error?.issues ?? []
  const place = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''
  throw new SyntaxError(`not evidence of version 1: ${place}${issue?.message ?? 'unreadable'}`)
}

const isEvidence = (value: unknown): value is Evidence => evidenceSchema.safeParse(value).success

function written(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const isList = Array.isArray(value)
  const deeper = `${indent}  `
  const parts = isList
    ? value.map((item) => written(item, deeper))
    : fieldsOf(value).map(([name, field]) => `${JSON.stringify(name)}: ${written(field, deeper)}`)
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  const line = isList ? `[${parts.join(', ')}]` : parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
  if (line.length + indent.length <= widest && !line.includes('\n')) return line
  return `${open}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close}`
}

const fieldsOf = (value: object): [string, unknown][] =>
  Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))

const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length)
