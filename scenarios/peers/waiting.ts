/** Those who wait for something to happen. */
export interface Waiting<T> {
  tells(news: T): void
  /** The next news that fit; undefined when none came within so many milliseconds of real time. */
  next(fits: (news: T) => boolean, within: number): Promise<T | undefined>
}

export function createWaiting<T>(): Waiting<T> {
  const looking = new Set<(news: T) => void>()
  return {
    tells: (news) => looking.forEach((look) => look(news)),
    next: (fits, within) =>
      new Promise((resolve) => {
        const settle = (news?: T): void => {
          clearTimeout(timer)
          looking.delete(look)
          resolve(news)
        }
        const timer = setTimeout(settle, within)
        const look = (news: T): void => {
          if (fits(news)) settle(news)
        }
        looking.add(look)
      }),
  }
}
