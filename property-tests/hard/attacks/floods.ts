import { together, type Attack, type Ground } from '../attack.ts'
import type { Chance } from '../chance.ts'
import { enterWith } from '../entering.ts'
import { pours, type Pour } from '../pours.ts'
import { filledMailbox } from '../mailbox.ts'

/** How long one thing is poured, in milliseconds. */
const span = 1500

/** Pours, reading every reply or none. */
const pouring = async (pour: Pour, isDeaf: boolean, chance: Chance, ground: Ground): Promise<void> => {
  const intruder = await enterWith(ground, pour.door, pour.after ?? [], chance.below(200))
  if (!intruder) return
  intruder.deafens(isDeaf)
  const until = performance.now() + span
  while (ground.goesOn() && performance.now() < until && !intruder.gone) {
    await intruder.sends(pour.piece, until - performance.now())
    ground.tried()
  }
  intruder.leaves()
}

const flood = (isDeaf: boolean) => async (ground: Ground) => {
  await filledMailbox(ground)
  // One after the other, beginning at random, so that none hides what another does to a bystander.
  let at = ground.chance.below(pours.length)
  await together(2, ground, async (chance) => {
    const pour = pours[at++ % pours.length]
    if (pour) await pouring(pour, isDeaf, chance, ground)
  })
}

export const floods: Attack = {
  name: 'floods',
  about: 'one thing repeated as fast as it is accepted: line ends, commands, wildcards, wrong passwords',
  play: flood(false),
}

export const deafFloods: Attack = {
  name: 'deaf-floods',
  about: 'the same, by clients that never read replies',
  play: flood(true),
}
