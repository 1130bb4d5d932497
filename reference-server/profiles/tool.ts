import type { PolicyDocument, SettingKey } from '../policy/document/document.ts'
import type { ProfileName } from '../policy/document/profile.ts'

/** A setting under the name and in the values of a product's own command-line tool. */
interface Variable {
  readonly key: SettingKey
  readonly about: string
  /** Value of the tool → value of the policy document. */
  readonly values: Readonly<Record<string, boolean>>
  readonly change: (value: boolean) => PolicyDocument
}

/** The variables of each product's tool that its manual names. */
const variables: Partial<Readonly<Record<ProfileName, Readonly<Record<string, Variable>>>>> = {
  icewarp: {
    c_mail_smtp_delivery_messagesubmission: {
      key: 'submission.enabled',
      about: 'the submission rule: the second basic port requires authentication',
      values: { '0': false, '1': true },
      change: (enabled) => ({ submission: { enabled } }),
    },
  },
}

/** The outcome of a tool's command: a change of the policy, lines to print, or a problem. */
export type ToolOutcome =
  | { readonly change: PolicyDocument; readonly output: string }
  | { readonly output: string; readonly change?: never }
  | { readonly problem: string; readonly output?: never }

/**
 * Carries out a command of the product's own administration tool.
 *
 * @param words   `modify system NAME VALUE`, `get system NAME` or `list system`
 * @param current the value a setting has at the moment
 * @see icewarp.submission.enable-by-api
 */
export function runTool(
  product: ProfileName,
  words: readonly string[],
  current: (key: SettingKey) => unknown,
): ToolOutcome {
  const known = variables[product]
  if (!known) return { problem: `the ${product} profile has no tool` }
  const [verb = '', object = '', name = '', value = '', ...rest] = words
  if (!['modify', 'get', 'list'].includes(verb)) {
    return { problem: `expected modify, get or list, saw "${verb}"` }
  }
  if (object !== 'system') return { problem: `tool ${verb} expects the object system, saw "${object}"` }
  if (verb === 'list') return { output: listing(known, current) }
  const variable = own(known, name)
  if (!variable) {
    return { problem: `there is no setting "${name}"; known: ${Object.keys(known).join(', ')}` }
  }
  if (verb === 'get') return { output: `${name} ${valueOf(variable, current)}` }
  const chosen = rest.length === 0 ? own(variable.values, value) : undefined
  if (chosen === undefined) {
    const given = [value, ...rest].join(' ')
    return { problem: `${name} takes ${Object.keys(variable.values).join(' or ')}, not "${given}"` }
  }
  return { change: variable.change(chosen), output: `${name} ${value}` }
}

/** What a table holds under a name somebody typed; not what every object has. */
const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

const listing = (known: Readonly<Record<string, Variable>>, current: (key: SettingKey) => unknown): string =>
  Object.entries(known)
    .map(([name, variable]) => `${name} ${valueOf(variable, current)}  ${variable.about}`)
    .join('\n')

const valueOf = (variable: Variable, current: (key: SettingKey) => unknown): string =>
  Object.keys(variable.values).find((value) => variable.values[value] === current(variable.key)) ?? '?'
