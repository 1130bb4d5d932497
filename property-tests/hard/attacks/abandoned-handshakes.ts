import { together, type Attack, type Door, type Ground } from '../attack.ts'
import type { Chance } from '../chance.ts'
import { enterWith } from '../entering.ts'

/** How a handshake begins: it announces a record of 512 octets, a ClientHello, which never comes. */
const clientHello = Buffer.from('1603010200010001fc0303', 'hex')

const upgrades: readonly (readonly [Door, readonly string[]])[] = [
  ['mx', ['EHLO client.test\r\n', 'STARTTLS\r\n']],
  ['submission', ['EHLO client.test\r\n', 'STARTTLS\r\n']],
  ['pop3', ['STLS\r\n']],
  ['imap', ['a STARTTLS\r\n']],
]

export const abandonedHandshakes: Attack = {
  name: 'abandoned-handshakes',
  about: 'abandoned TLS handshakes: closed, reset, half-closed or garbled, at once or midway',
  play: (ground) =>
    together(16, ground, async (chance) => {
      const intruder = await begins(chance, ground)
      if (!intruder) return
      ground.tried()
      const said = chance.pick([
        Buffer.alloc(0),
        clientHello,
        chance.octets(chance.length(2000)),
        Buffer.from('EHLO client.test\r\n'),
      ])
      await intruder.sends(said.subarray(0, chance.below(said.length + 1)))
      if (chance.below(4) === 0) await intruder.hears(/\n/, 20)
      if (chance.below(3) === 0) intruder.halfCloses()
      else if (chance.below(2) === 0) intruder.leaves()
      else intruder.breaks()
    }),
}

async function begins(chance: Chance, ground: Ground) {
  const as = chance.below(200)
  if (chance.below(2) === 0) return ground.knocks(chance.pick(['submissions', 'pop3s', 'imaps']), as)
  const [door, steps] = chance.pick(upgrades)
  return enterWith(ground, door, steps, as)
}
