import { settingNamed } from '#policy-document'
import type { Finding, Written } from '../../reports/profile.ts'

/** What a policy can say of what was measured: settings whose value is known, and no others. */
export const vouched = (findings: readonly Finding[]): ReadonlyMap<string, Written> =>
  new Map(
    findings.flatMap(({ what, value }) => {
      const [key] = settingNamed(what) ?? []
      return key !== undefined && 'is' in value ? [[key, value.is] as const] : []
    }),
  )
