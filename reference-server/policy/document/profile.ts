import type { PatternForm } from '../addresses/address-pattern.ts'
import type { Conduct } from '../conduct.ts'
import type { WrittenOf } from './setting-kinds.ts'
import { settingsByKey } from './settings.ts'
import type { SettingKey, SettingOf } from './settings.ts'

/** The products whose documented behaviour the reference server can take on. */
type Product = 'icewarp' | 'ics' | 'imail' | 'kerio' | 'commgate'

/** A product, or `plain`: no product, a mail server as it is usually set up. */
export type ProfileName = Product | 'plain'

/** A setting as one product has it. `default` and `fixed` are written as in a document. */
interface ProfileSetting<K extends SettingKey = SettingKey> {
  /** The product's own label; in parentheses, in our words, where its manual leaves the label out. */
  readonly name: string
  /** The documented default. */
  readonly default?: WrittenOf<SettingOf<K>>
  /** A constant of the product: it may be written, but only with this value. */
  readonly fixed?: WrittenOf<SettingOf<K>>
}

/** One product's column of the settings table. A setting that is absent is refused, by name. */
export interface Profile {
  readonly name: ProfileName
  readonly title: string
  readonly settings: { readonly [K in SettingKey]?: ProfileSetting<K> }
  readonly conduct: Conduct
  /** Its documents describe a server elsewhere: what is not built here may be stated. */
  readonly describes?: true
  /** How this product writes addresses and networks. */
  readonly patternForms: ReadonlySet<PatternForm>
}

/** Tells whether a setting may be written under a profile. */
export const isAvailable = (key: SettingKey, profile: Profile): boolean =>
  settingsByKey.get(key)?.scope === 'every-profile' || profile.settings[key] !== undefined
