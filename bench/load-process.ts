// A process that sends mail as fast as it is taken, over raw sockets.
import { answers, numberIn } from './children.ts'
import { isLoad, load } from './load.ts'

answers(async (question) => {
  const { kind, host } = question
  if (!isLoad(kind)) throw new RangeError(`no load is called ${String(kind)}`)
  return load(kind, {
    host: String(host),
    port: numberIn(question, 'port'),
    milliseconds: numberIn(question, 'milliseconds'),
  })
})
