import { doors, together, type Attack } from '../attack.ts'

export const randomOctets: Attack = {
  name: 'random-octets',
  about: 'random octets with occasional line ends, to every port',
  play: ({ enters, tried, ...ground }) =>
    together(8, ground, async (chance) => {
      const intruder = await enters(chance.pick(doors), chance.below(200))
      if (!intruder) return
      for (let left = chance.length(20); left > 0 && !intruder.gone; left -= 1) {
        const octets = chance.octets(chance.length(20_000))
        for (let ends = chance.below(10); ends > 0 && octets.length > 2; ends -= 1) {
          octets.write('\r\n', chance.below(octets.length - 1))
        }
        await intruder.sends(octets)
        tried()
      }
      await intruder.hears(/\n/, 20)
      if (chance.below(2) === 0) intruder.leaves()
      else intruder.breaks()
    }),
}
