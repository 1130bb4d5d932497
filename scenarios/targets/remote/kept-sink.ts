import { openSink, type Sink } from '#peers'
import type { StagedSink } from '../target.ts'
import type { TargetFile } from './file.ts'

/** The sink of a target file: it listens from its first story to the end of the run. */
export interface KeptSink {
  /** What comes in from now on, for one story that waits so long for it. */
  stages(within: number): Promise<StagedSink>
  close(): Promise<void>
}

/** A server that finds nobody listening between two stories would put its mail off until long after the next one. */
export function createKeptSink(place: NonNullable<TargetFile['sink']>, now: () => number): KeptSink {
  let opened: Promise<Sink> | undefined
  return {
    stages: async (within) => {
      const sink = await (opened ??= openSink({ ...place, now }))
      const before = sink.receipts().length
      return {
        receipts: () => sink.receipts().slice(before),
        // What arrives counts; silence proves nothing, since nobody can say that the server's queue is empty.
        settles: async (looksFor) => {
          if (!looksFor()) await sink.whenReceived(() => looksFor(), within)
          return looksFor()
        },
      }
    },
    close: async () => {
      await (await opened)?.close()
    },
  }
}
