import { workerData } from 'node:worker_threads'

// A thread beside the one that plays: it ends the process when that one is in a loop without an end. Such a loop works
// all the time, so that its work is what is measured; a process that others keep from its processor does not. It ends it
// as well when whoever started it is gone, of which a loop would take no notice.

const { heart, most, parent }: { heart: Int32Array<SharedArrayBuffer>; most: number; parent: number } =
  workerData

const used = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

let heard = Atomics.load(heart, 0)
let usedThen = used()
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  const now = Atomics.load(heart, 0)
  // Before its first beat it is being loaded.
  if (now === 0 || now !== heard) {
    heard = now
    usedThen = used()
  } else if (used() - usedThen > most) process.kill(process.pid, 'SIGALRM')
}, 250)
