/** One setting of a policy, flattened: `popBeforeSmtp.window`, `30m`. */
export interface PolicyRow {
  readonly key: string
  readonly value: string
  /** True when the scenario asked for it, rather than the profile. */
  readonly asked: boolean
}

type Settings = Readonly<Record<string, unknown>>

/** Flattens the policy a target says it follows; settings the scenario asked for come first. */
export function policyRows(applied: Settings, asked: Settings): readonly PolicyRow[] {
  const askedKeys = new Set(flatten(asked).map(([key]) => key))
  const rows = flatten(applied).map(([key, value]) => ({ key, value, asked: askedKeys.has(key) }))
  return rows.sort((a, b) => Number(b.asked) - Number(a.asked))
}

function flatten(settings: Settings, path = ''): (readonly [key: string, value: string])[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    const key = path === '' ? name : `${path}.${name}`
    return isSettings(value) ? flatten(value, key) : [[key, inWords(value)] as const]
  })
}

const isSettings = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0

const inWords = (value: unknown): string =>
  typeof value === 'string' ? value : value === true ? 'on' : value === false ? 'off' : listed(value)

function listed(value: unknown): string {
  if (value === undefined) return '—'
  if (!Array.isArray(value)) return JSON.stringify(value)
  if (value.length === 0) return 'none'
  return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ')
}
