import type { MaildropLock } from './account.ts'

/** A view as far as the others of its folder are concerned. */
export interface Tracked {
  /** The modseq up to which it was told of removals. */
  readonly toldUpTo: number
  readonly onChange: () => void
}

/** What the sessions of this process have to do with one folder. */
export interface Tracker {
  /** Messages from this UID on were not yet taken as recent. */
  readonly recentFrom: number
  /** Gives `recentFrom`; messages before `uidNext` are then recent to nobody else. */
  takeRecent(uidNext: number): number
  readonly hasViews: boolean
  add(view: Tracked): void
  remove(view: Tracked): void
  /** Has every view look for news. */
  changed(): void
  /** The modseq up to which all views were told of removals. */
  toldToAll(): number
  lock(): MaildropLock | undefined
}

/** Begins to track a folder. */
export function createTracker(recent: number): Tracker {
  const views = new Set<Tracked>()
  let recentFrom = recent
  let held: MaildropLock | undefined
  return {
    get recentFrom() {
      return recentFrom
    },
    takeRecent: (uidNext) => {
      const from = recentFrom
      recentFrom = uidNext
      return from
    },
    get hasViews() {
      return views.size > 0
    },
    add: (view) => void views.add(view),
    remove: (view) => void views.delete(view),
    changed: () => {
      for (const { onChange } of views) onChange()
    },
    toldToAll: () =>
      [...views].reduce((least, { toldUpTo }) => Math.min(least, toldUpTo), Number.MAX_SAFE_INTEGER),
    lock: () => {
      if (held) return undefined
      const lock: MaildropLock = {
        release: () => {
          if (held === lock) held = undefined
        },
      }
      held = lock
      return lock
    },
  }
}
