import type { Probe } from './probe.ts'
import { authDemands, heloDemands, ptrDemand, senderDemands } from './probes/demands.ts'
import { greylist } from './probes/greylist.ts'
import { connections, failures, hops, idleTime, lineLength, recipients } from './probes/limits.ts'
import { loginWindow } from './probes/login-window.ts'
import { mailboxOffers } from './probes/mailboxes.ts'
import { messageSize } from './probes/message-size.ts'
import { offers } from './probes/offers.ts'
import { rate } from './probes/rate.ts'
import { relaying } from './probes/relaying.ts'
import { verifying } from './probes/verifying.ts'

/**
 * Every probe, in the order they are asked: those about strangers come first, while the client is one; those that a
 * server may hold against it come last.
 */
export const probes: readonly Probe[] = [
  offers,
  mailboxOffers,
  messageSize,
  greylist,
  authDemands,
  senderDemands,
  heloDemands,
  ptrDemand,
  verifying,
  recipients,
  lineLength,
  relaying,
  loginWindow,
  idleTime,
  hops,
  rate,
  failures,
  connections,
]
