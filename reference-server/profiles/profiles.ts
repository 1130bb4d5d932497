import type { ProfileName, Profile } from '../policy/document/profile.ts'
import { commgate } from './commgate.ts'
import { icewarp } from './icewarp.ts'
import { ics } from './ics.ts'
import { imail } from './imail.ts'
import { kerio } from './kerio.ts'
import { plain } from './plain.ts'

export { described, neutral } from './neutral.ts'

/** Every profile by its name. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  icewarp,
  ics,
  imail,
  kerio,
  commgate,
  plain,
}

/** The profile of that name, undefined when there is none. */
export const profileNamed = (name: string): Profile | undefined =>
  Object.values(profiles).find((profile) => profile.name === name)
