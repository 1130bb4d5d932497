import { doors, type Attack, type Ground } from '../attack.ts'

export const silentSockets: Attack = {
  name: 'silent-sockets',
  about: 'hundreds of clients from one address that are silent, end their side, or send one octet at a time',
  async play(ground) {
    while (ground.goesOn()) {
      const held = await Promise.all(
        doors.flatMap((door) => [door, door, door].map((_, kind) => crowd(ground, door, kind))),
      )
      await ground.rests(2000)
      for (const intruder of held.flat())
        if (ground.chance.below(2) === 0) intruder.leaves()
        else intruder.breaks()
    }
  },
}

const crowd = async ({ knocks, tried, goesOn }: Ground, door: (typeof doors)[number], kind: number) => {
  const crowded = []
  for (let left = 40; left > 0 && goesOn(); left -= 1) {
    const intruder = await knocks(door)
    if (!intruder) break
    tried()
    crowded.push(intruder)
    if (kind === 1) intruder.halfCloses()
    if (kind === 2) for (const octet of 'EHLO x') await intruder.sends(octet)
  }
  return crowded
}
