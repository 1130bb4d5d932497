// A mailbox as a plain list, and what a client knows of it: no more than it was told.

/** A message of the mailbox. */
export interface ModelMessage {
  readonly uid: number
  flags: ReadonlySet<string>
}

/** The mailbox, and the number its next message gets. */
export interface ModelMailbox {
  messages: ModelMessage[]
  uidNext: number
}

/** A client that believes what it is told, and complains about what cannot be. */
export class ModelClient {
  /** The flags of each message it knows, by number; undefined where it was told none. */
  readonly known: (string | undefined)[] = []
  readonly #permitsExpunge: () => boolean

  constructor(permitsExpunge: () => boolean) {
    this.#permitsExpunge = permitsExpunge
  }

  /** Takes an untagged response in. */
  hears(line: string): void {
    const [, number = '', word = '', rest = ''] = /^\* (\d+) (\w+) ?(.*)$/.exec(line) ?? []
    const place = Number(number) - 1
    if (word === 'EXISTS') {
      if (place + 1 < this.known.length) throw new Error(`EXISTS made the mailbox smaller: ${line}`)
      while (this.known.length <= place) this.known.push(undefined)
    } else if (word === 'EXPUNGE') {
      if (!this.#permitsExpunge()) throw new Error(`a number changed while numbers were in use: ${line}`)
      if (place >= this.known.length) throw new Error(`a message went that was not there: ${line}`)
      this.known.splice(place, 1)
    } else if (word === 'FETCH') {
      if (place >= this.known.length) throw new Error(`a message was told of that is not there: ${line}`)
      const flags = /FLAGS \(([^)]*)\)/.exec(rest)?.[1]
      if (flags !== undefined) this.known[place] = withoutRecent(flags)
    }
  }
}

/** Flags in order, without the one that is the session's own. */
export const withoutRecent = (flags: string): string =>
  flags
    .split(' ')
    .filter((flag) => flag !== '' && flag !== '\\Recent')
    .sort()
    .join(' ')
