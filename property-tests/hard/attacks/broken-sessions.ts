import { together, type Attack } from '../attack.ts'
import { dialogues } from '../dialogues.ts'
import { enterWith } from '../entering.ts'

export const brokenSessions: Attack = {
  name: 'broken-sessions',
  about: 'valid dialogues that stop at any octet: closed, reset, half-closed, or silent for a while',
  play: (ground) =>
    together(12, ground, async (chance) => {
      const { door, steps } = chance.pick(dialogues)
      const last = chance.below(steps.length)
      const intruder = await enterWith(ground, door, steps.slice(0, last), chance.below(200))
      if (!intruder) return
      const step = steps[last] ?? ''
      await intruder.sends(step.slice(0, chance.below(step.length + 1)))
      ground.tried()
      const way = chance.below(4)
      if (way === 0) intruder.leaves()
      else if (way === 1) intruder.breaks()
      else if (way === 2) {
        intruder.halfCloses()
        await intruder.hears(/\n/, 50)
        intruder.leaves()
      } else {
        await ground.rests(200)
        intruder.leaves()
      }
    }),
}
