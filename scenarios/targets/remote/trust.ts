import { readFileSync } from 'node:fs'
import type { Endpoint } from '../target.ts'
import type { TargetFile } from './file.ts'

type ServiceOfFile = NonNullable<TargetFile['services'][keyof TargetFile['services']]>

/** Which certificates of a service are accepted: of its authority, of those this machine trusts, or any. */
export function trustOf({ ca, trust }: ServiceOfFile): Pick<Endpoint, 'ca' | 'verifies'> {
  if (ca !== undefined) return { ca: readFileSync(ca, 'utf8') }
  return { verifies: trust !== 'any' }
}
