import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HarnessFault } from '../../evidence/faults.ts'
import type { StagedClock } from '../target.ts'
import type { Enclosure } from './enclosure.ts'

/** The resolution of time boundaries: servers count seconds, and time passes between two steps. */
const resolution = 4_000
const controlFile = 'clock'
const library = 'usr/$LIB/faketime/libfaketime.so.1'

/** A clock that is turned through libfaketime's control file, for every process of an enclosure that was given it. */
export interface TurnedClock extends StagedClock {
  /** A process has the turned clock while these are set. */
  readonly environment: Readonly<Record<string, string>>
}

/** How a server is given the clock: by its environment, or whatever it does to that. */
export type ClockReach = 'environment' | 'everything'

/**
 * Shell text after which whatever is started has the clock: the variables, and for all that clean their environment or
 * gain rights the loader's own list. Those read the control file anew only every ten seconds.
 */
export const givesClock = (reach: ClockReach): string =>
  [
    '. /srv/clock.env',
    ...(reach === 'everything'
      ? [`ln -sf /srv/${controlFile} /etc/faketimerc`, `echo '/${library}' >/etc/ld.so.preload`]
      : []),
  ].join('\n')

/** Names of the variables that carry the clock; servers that clean their environment must let them through. */
export const clockVariables = [
  'LD_PRELOAD',
  'FAKETIME_TIMESTAMP_FILE',
  'FAKETIME_NO_CACHE',
  'FAKETIME_DONT_FAKE_MONOTONIC',
  'NO_FAKE_STAT',
] as const

/**
 * Makes the clock of a folder that is /srv in an enclosure. Offsets are relative to real time and never shrink; timers
 * of the servers run in real time.
 *
 * @param inside the enclosure, once there is one
 */
export function createTurnedClock(folder: string, inside: () => Enclosure | undefined): TurnedClock {
  let offset = 0
  const environment = {
    LD_PRELOAD: `/${library}`,
    FAKETIME_TIMESTAMP_FILE: `/srv/${controlFile}`,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    // Otherwise files always look as if written just now, and some servers wait for them to cool down.
    NO_FAKE_STAT: '1',
  }
  // Written in place: servers may hold the file open.
  const write = (): void => writeFileSync(join(folder, controlFile), `+${(offset / 1000).toFixed(3)}\n`)
  write()
  const now = (): number => Date.now() + offset
  return {
    resolution,
    environment,
    now,
    moveTo: async (instant) => {
      if (instant <= now()) return
      offset += instant - now()
      write()
      await isSeen(inside(), environment, now)
    },
  }
}

/** Asks a process inside for the time until it is the intended one. */
async function isSeen(
  enclosure: Enclosure | undefined,
  environment: Readonly<Record<string, string>>,
  now: () => number,
): Promise<void> {
  if (!enclosure) return
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
  let said = ''
  for (let attempt = 0; attempt < 20; attempt++) {
    const notBefore = now()
    const { output } = await enclosure.runs('env', [...variables, 'date', '+%s%3N'])
    said = output
    const seen = Number(output)
    if (seen >= notBefore - 100 && seen <= now() + 100) return
  }
  throw new HarnessFault(
    `the turned clock is not seen: expected about ${now()}, a process inside said ${said}`,
  )
}
