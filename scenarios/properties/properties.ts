import { model } from './model.ts'
import type { Property } from './property.ts'
import { relations } from './relations.ts'
import type { Setting } from './setting.ts'

/** Every property there is. */
export const properties: readonly Property[] = [model, ...relations]

/** A property in one of its settings. */
export interface Question {
  /** `model/kerio` */
  readonly id: string
  readonly property: Property
  readonly setting: Setting
}

/** Every question there is in these settings besides the usual ones. */
export const questionsIn = (...others: readonly Setting[]): readonly Question[] =>
  properties.flatMap((property) =>
    [...property.settings, ...others].map((setting) => ({
      id: `${property.name}/${setting.name}`,
      property,
      setting,
    })),
  )

/** Every question that can be asked of any server. */
export const questions: readonly Question[] = questionsIn()
