import type { Folder } from '../store/account.ts'
import { createTurn } from '../surroundings/turn.ts'
import { mostAppended } from './commands/append.ts'
import { writtenName } from './mailbox-names.ts'
import { untagged } from './responses.ts'
import type { Enabled } from './state.ts'
import type { StatusItem } from './syntax/status-items.ts'

/** Gives the numbers of a mailbox that STATUS asks for, each once. */
export async function statusOf(
  folder: Folder,
  wanted: readonly StatusItem[],
  enabled: Enabled,
): Promise<Buffer> {
  const { messages, recent, unseen, deleted, uidNext, modseq } = await folder.counts()
  const numberOf = (item: StatusItem): number | Promise<number> => {
    switch (item) {
      case 'MESSAGES':
        return messages
      case 'RECENT':
        return recent
      case 'UIDNEXT':
        return uidNext
      case 'UIDVALIDITY':
        return folder.uidValidity
      case 'UNSEEN':
        return unseen
      case 'DELETED':
        return deleted
      case 'HIGHESTMODSEQ':
        return modseq
      case 'APPENDLIMIT':
        return mostAppended
      case 'SIZE':
        return sizeOf(folder, uidNext, 'all')
      case 'DELETED-STORAGE':
        return deleted === 0 ? 0 : sizeOf(folder, uidNext, 'deleted')
    }
  }
  const told: string[] = []
  for (const item of new Set(wanted)) told.push(`${item} ${await numberOf(item)}`)
  return untagged(`STATUS ${writtenName(folder.name, enabled)} (${told.join(' ')})`)
}

/** How many messages are looked at before others have their turn. */
const atOnce = 1000

/** The octets of all messages, or of those that are flagged as deleted. */
async function sizeOf(folder: Folder, uidNext: number, which: 'all' | 'deleted'): Promise<number> {
  const turn = createTurn()
  let size = 0
  for (let from = 1; from < uidNext; from += atOnce) {
    for (const { flags, octets } of await folder.fetch({ from, to: from + atOnce - 1 })) {
      if (which === 'all' || flags.has('\\Deleted')) size += octets.size
    }
    await turn.step()
  }
  return size
}
