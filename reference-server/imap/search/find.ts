import { entityOf, headerOf } from '../../message/known.ts'
import type { FolderView, NumberedMessage } from '../../store/account.ts'
import { inBatches } from '../numbering.ts'
import type { Candidate, Condition } from './condition.ts'
import { textsIn } from './texts.ts'

/** Finds the messages that fit; undefined is a place to give way at. A message is read as far as it must be. */
export async function* find(
  condition: Condition,
  view: FolderView,
): AsyncGenerator<NumberedMessage | undefined> {
  for (const some of inBatches([{ from: 1, to: view.uids.length }], 100)) {
    for (const one of await view.fetch(some)) {
      const known = { ...one, isRecent: view.isRecent(one.message.uid) }
      const fits = condition(known) ?? (yield* whenRead(condition, known))
      yield fits ? one : undefined
    }
  }
}

async function* whenRead(condition: Condition, known: Candidate): AsyncGenerator<undefined, boolean> {
  const { octets } = known.message
  const { fields } = yield* headerOf(octets)
  const fits = condition({ ...known, fields })
  if (fits !== undefined) return fits
  const entity = yield* entityOf(octets)
  const texts: string[] = []
  for (const text of textsIn(await octets.read(), entity)) {
    if (text === undefined) yield undefined
    else texts.push(text)
  }
  return condition({ ...known, fields, texts }) ?? false
}
