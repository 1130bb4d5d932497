import { together, type Attack, type Ground } from '../attack.ts'
import type { Chance } from '../chance.ts'
import { enterWithData } from '../entering.ts'
import type { Intruder } from '../intruder.ts'

const megabyte = 2 ** 20

/** A megabyte of lines of every shape that costs something. */
const shapes: readonly string[] = [
  '..\r\n',
  '.\n',
  '\r\n',
  'x'.repeat(998) + '\r\n',
  'x'.repeat(megabyte),
  'X-Field: value\r\n',
  ' \r\n',
  '\r',
]

export const bigMessages: Attack = {
  name: 'big-messages',
  about: 'messages of 62 MB, some with lines of dots; most never end, and are held',
  async play(ground) {
    const held: Intruder[] = []
    await together(4, ground, async (chance) => {
      const intruder = await enterWithData(ground, chance.below(200))
      if (!intruder) return
      await fills(intruder, chance, ground)
      if (chance.below(3) === 0) {
        await intruder.sends('\r\n.\r\n')
        await intruder.hears(/\n/, 5000)
      }
      held.push(intruder)
      if (held.length > 8) held.shift()?.leaves()
    })
  },
}

async function fills(intruder: Intruder, chance: Chance, { goesOn, tried }: Ground): Promise<void> {
  const shape = chance.pick(shapes)
  const piece = Buffer.from(shape.repeat(Math.ceil(megabyte / shape.length)))
  for (let sent = 0; sent < 62 && goesOn() && !intruder.gone; sent += 1) {
    await intruder.sends(piece, 5000)
    tried()
  }
}
