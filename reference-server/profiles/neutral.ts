import { settingsByKey } from '../policy/document/settings.ts'
import type { Profile } from '../policy/document/profile.ts'
import { plain } from './plain.ts'

/**
 * What owners state of a server somewhere: it has every setting, under the setting's own name, and a default for none.
 * Rules that are not built here may be stated.
 */
export const neutral: Profile = {
  ...plain,
  title: 'A server as its owner describes it',
  describes: true,
  patternForms: new Set(['address', 'cidr', 'mask', 'range', 'octet-mask', 'host-name']),
  settings: Object.fromEntries([...settingsByKey.keys()].map((key) => [key, { name: key }])),
}

/** A product as the owner of a server somewhere describes it: its defaults hold there, built here or not. */
export const described = (profile: Profile): Profile => {
  const known = descriptions.get(profile) ?? { ...profile, describes: true as const }
  descriptions.set(profile, known)
  return known
}

const descriptions = new WeakMap<Profile, Profile>()
