import * as fc from 'fast-check'
import { z } from 'zod'
import type { Property } from './property.ts'
import { settings } from './settings.ts'
import { tell } from './tell.ts'

/** Whatever somebody does, the server decides as the manual's model foresees. */
export const model: Property<null> = {
  name: 'model',
  title: 'in any story, server and model decide alike',
  settings,
  needs: [],
  impact: 'none',
  maxSteps: 45,
  twists: () => fc.constant(null),
  twist: z.null(),
  tries: async ({ stage, story, ...trial }) => {
    const told = await tell({ ...trial, steps: story, demands: ({ foreseen }) => foreseen }, stage)
    return 'verdict' in told ? told : [told]
  },
}
