import { workerData } from 'node:worker_threads'

// A thread beside the one that plays: it ends the process when that one is in a loop without an end. Such a loop works
// all the time, so that its work is what is measured; a process that others keep from its processor does not.

const { heart, most }: { heart: SharedArrayBuffer; most: number } = workerData
const beats = new Int32Array(heart)

const used = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

let heard = Atomics.load(beats, 0)
let usedThen = used()
setInterval(() => {
  const now = Atomics.load(beats, 0)
  if (now !== heard) {
    heard = now
    usedThen = used()
  } else if (used() - usedThen > most) process.kill(process.pid, 'SIGALRM')
}, 250)
