/** One line of the server's log. It never holds a secret or the text of a message. */
export interface LogEntry {
  readonly at: number
  readonly level: 'info' | 'warning' | 'error'
  readonly event: string
  readonly facts?: Readonly<Record<string, string | number | boolean>>
  readonly cause?: unknown
}

export type Log = (entry: LogEntry) => void

export const silentLog: Log = () => {}
