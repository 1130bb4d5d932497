import { together, type Attack, type Ground } from '../attack.ts'
import type { Chance } from '../chance.ts'
import { dialogues, type Dialogue } from '../dialogues.ts'
import { crossed, mutated } from '../mutations.ts'

/** The longest time a reply is waited for; a mutated dialogue often gets none. */
const patience = 40

export const mutatedDialogues: Attack = {
  name: 'mutated-dialogues',
  about: 'client dialogues with small faults; those that cause new replies are varied further',
  async play(ground) {
    const corpus: Dialogue[] = [...dialogues]
    const seen = new Set<string>()
    await together(8, ground, async (chance) => {
      const { door, steps } = chance.pick(corpus)
      const others = corpus.filter((dialogue) => dialogue.door === door)
      const begun = chance.below(4) === 0 ? crossed(steps, chance.pick(others).steps, chance) : steps
      const said = mutated(begun, chance)
      const replies = await converses({ door, steps: said }, chance, ground)
      ground.tried()
      // A new pair of consecutive replies means a new way through the server.
      const ways = replies.map((reply, turn) => `${door} ${replies[turn - 1] ?? ''} > ${reply}`)
      const isNew = ways.some((way) => !seen.has(way))
      for (const way of ways) seen.add(way)
      if (isNew && corpus.length < 2000) corpus.push({ door, steps: said })
    })
  },
}

/** Holds a dialogue; tells the kind of each reply. */
async function converses(
  { door, steps }: Dialogue,
  chance: Chance,
  { enters, goesOn, token }: Ground,
): Promise<readonly string[]> {
  const intruder = await enters(door, chance.below(200))
  if (!intruder) return []
  const replies: string[] = []
  if (door !== 'control') await intruder.hears(/\n/, 1000)
  for (const step of steps) {
    if (intruder.gone || !goesOn()) break
    await intruder.sends(Buffer.from(door === 'control' ? authorized(step, token) : step, 'latin1'))
    replies.push(kindOf(await intruder.hears(/\n/, patience)))
    if (/^(?:STARTTLS|STLS|a4 STARTTLS)\r\n$/.test(step) && chance.below(2) === 0) await intruder.secures()
  }
  intruder.leaves()
  return replies
}

/** Most clients have the rights they need. */
const authorized = (step: string, token: string): string =>
  step.replace('host: control\r\n', `host: control\r\nauthorization: Bearer ${token}\r\n`)

/** A reply without the parts that differ each time: `250 ok`, `a1 OK`. */
const kindOf = (reply: string): string =>
  (reply.split('\r\n').findLast((line) => line !== '') ?? '')
    .replace(/\d{4,}/g, 'N')
    .replace(/"[^"]*"|<[^>]*>|\{\d+\}/g, '')
    .slice(0, 40)
