import { forkWorker } from '../worker-process.ts'

// Starts a worker, sends it a task as soon as it is there, and says its number; who started this one ends it by then.
const [instrumented = '', task = ''] = process.argv.slice(2)
const worker = forkWorker({ seed: 1, instrumented, mostWork: 600_000 })
worker.once('message', () => {
  worker.send(JSON.parse(task))
  worker.once('message', () => process.stdout.write(String(worker.pid)))
})
