import { Agenda } from '../surroundings/agenda.ts'
import type { Clock, Timer } from '../surroundings/clock.ts'

/** What a dispatcher needs from the server. */
export interface DispatcherHost {
  readonly clock: Clock
  /**
   * Does what is to be done for a message now.
   *
   * @returns when there is more to be done, if there is
   * @throws never
   */
  readonly attempt: (id: string) => Promise<number | undefined>
}

/** Attends to messages when they are due. There is one timer, however many wait. */
export interface Dispatcher {
  /** Takes a message, once. */
  take(id: string, due: number): void
  /** Settles when nothing is on its way; what waits for its time does not count. */
  idle(): Promise<void>
  /** Starts nothing more, and settles when nothing is on its way. */
  close(): Promise<void>
}

/** Makes a dispatcher that waits for messages. */
export function createDispatcher({ clock, attempt }: DispatcherHost): Dispatcher {
  const agenda = new Agenda<string>()
  const underWay = new Set<Promise<void>>()
  let alarm: { readonly due: number; readonly timer: Timer } | undefined
  let isClosed = false

  const begin = (id: string): void => {
    const work = clock.working(attend(id))
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }

  const attend = async (id: string): Promise<void> => {
    const next = await attempt(id)
    if (next !== undefined) take(id, next)
  }

  const take = (id: string, due: number): void => {
    if (isClosed) return
    if (due <= clock.now()) return begin(id)
    agenda.add(due, id)
    wait()
  }

  /** Sets the timer to what is due first. */
  const wait = (): void => {
    const due = agenda.first?.due
    if (due === alarm?.due) return
    alarm?.timer.cancel()
    alarm = due === undefined ? undefined : { due, timer: clock.timer(due - clock.now(), beginDue) }
  }

  const beginDue = (): void => {
    alarm = undefined
    if (isClosed) return
    for (let next = agenda.first; next && next.due <= clock.now(); next = agenda.first) {
      agenda.take()
      begin(next.item)
    }
    wait()
  }

  const idle = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay)
  }

  return {
    take,
    idle,
    close: () => {
      isClosed = true
      alarm?.timer.cancel()
      return idle()
    },
  }
}
