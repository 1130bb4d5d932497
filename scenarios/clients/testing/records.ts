import type { Service } from '../../evidence/evidence.ts'
import { createRecorder } from '../../evidence/recorder.ts'

/** A recorder for one session at a standing clock, and what it wrote: `C: QUIT`, and how the session ended. */
export function recordOne(service: Service) {
  const recorder = createRecorder(() => 0)
  const tap = recorder.opens({ client: 'laptop', service, source: '192.0.2.20' })
  return {
    tap,
    wire: () =>
      recorder.sessions().flatMap(({ lines }) => lines.map(({ dir, octets }) => `${dir}: ${octets}`)),
    ended: () => recorder.sessions()[0]?.ended,
    leftOut: () => recorder.sessions()[0]?.leftOut,
  }
}
