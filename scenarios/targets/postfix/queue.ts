import { type Asked, nothing, type SettingRow, type SettingTable } from '../adapter/fragments.ts'

/** What the policy says is for mail that goes to its domains directly; mail through a relay host has the usual times. */
const unlessRelayed =
  (lines: (queue: Asked['policy']['queue']) => readonly string[]): SettingRow =>
  ({ policy }) =>
    policy.delivery.mode === 'relay' ? nothing() : { lines: { main: lines(policy.queue) } }

/** When deferred mail is tried again, and when it is given up. */
export const queueRows: SettingTable = {
  // It waits for as long as the message is old, within two bounds.
  'queue.retryInterval': unlessRelayed(({ retryInterval = 0 }) => [
    `minimal_backoff_time = ${seconds(retryInterval)}`,
    `maximal_backoff_time = ${seconds(retryInterval)}`,
    'queue_run_delay = 1s',
    // A destination that could not be reached is not left alone as a whole: each message has its own time.
    'default_destination_concurrency_failed_cohort_limit = 0',
    // While it hands a message on, a clock that is turned must not look like a delivery that hangs.
    'daemon_timeout = 30d',
  ]),
  'queue.expireAfter': unlessRelayed(({ expireAfter = 0 }) => [
    `maximal_queue_lifetime = ${seconds(expireAfter)}`,
    `bounce_queue_lifetime = ${seconds(expireAfter)}`,
  ]),
}

const seconds = (span: number): string => `${Math.max(Math.ceil(span / 1000), 1)}s`
