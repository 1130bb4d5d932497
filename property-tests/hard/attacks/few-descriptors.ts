import { doors, type Attack } from '../attack.ts'
import type { Intruder } from '../intruder.ts'

export const fewDescriptors: Attack = {
  name: 'few-descriptors',
  about: 'more clients than the server has descriptors, from many addresses, which then leave',
  descriptors: 200,
  async play({ knocks, chance, goesOn, rests, tried }) {
    while (goesOn()) {
      const held: (Intruder | undefined)[] = []
      for (let left = 400; left > 0 && goesOn(); left -= 1) {
        held.push(await knocks(chance.pick(doors), chance.below(200)))
        tried()
      }
      await rests(500)
      for (const intruder of held) intruder?.leaves()
      await rests(500)
    }
  },
}
