import type { PolicySettings, SettingKey } from '#policy-document'

/** From the least to the greatest value with which a story holds: milliseconds for durations, octets for sizes. */
export interface Bounds {
  readonly from: number
  readonly to: number
}

/** A value that a story needs for no reason of its own: any other within the bounds will do. */
export interface Some<V> extends Bounds {
  readonly some: V
}

/**
 * States a setting by an example: the reference server has this value, any other target has the one it follows.
 *
 * @example policy: { popBeforeSmtp: { enabled: true, window: some('30m', { from: minutes(1), to: hours(2) }) } }
 */
export const some = <const V extends string | number>(value: V, bounds: Bounds): Some<V> => ({
  some: value,
  ...bounds,
})

/** A policy as a head states it: some of its numbers are examples. */
export type StatedPolicy = {
  readonly [S in keyof PolicySettings]: PolicySettings[S] extends infer Section | undefined
    ? Section extends object
      ? { readonly [N in keyof Section]: Section[N] | SomeOf<NonNullable<Section[N]>> }
      : Section
    : never
}

type SomeOf<V> = V extends string | number ? Some<V> : never

/** Bounds by setting: `popBeforeSmtp.window`. */
export type Parameters = Readonly<Partial<Record<SettingKey, Bounds>>>

/** A stated policy with its examples taken for values, and the bounds of those examples. */
export function withoutExamples(stated: StatedPolicy): {
  readonly policy: PolicySettings
  readonly parameters: Parameters
} {
  const bounds: [string, Bounds][] = []
  const sections = Object.entries(stated).map(([section, content]) => {
    if (!isSection(content)) return [section, content] as const
    const values = Object.entries(content).map(([name, value]) => {
      if (!isSome(value)) return [name, value] as const
      bounds.push([`${section}.${name}`, { from: value.from, to: value.to }])
      return [name, value.some] as const
    })
    return [section, Object.fromEntries(values)] as const
  })
  return { policy: Object.fromEntries(sections), parameters: Object.fromEntries(bounds) }
}

const isSection = (content: unknown): content is Readonly<Record<string, unknown>> =>
  typeof content === 'object' && content !== null && !Array.isArray(content)

const isSome = (value: unknown): value is Some<unknown> =>
  isSection(value) && 'some' in value && 'from' in value && 'to' in value
