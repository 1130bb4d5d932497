import type { Attack } from './attack.ts'
import { abandonedHandshakes } from './attacks/abandoned-handshakes.ts'
import { bigMessages } from './attacks/big-messages.ts'
import { brokenSessions } from './attacks/broken-sessions.ts'
import { controlRequests } from './attacks/control-requests.ts'
import { deepMessages } from './attacks/deep-messages.ts'
import { fewDescriptors } from './attacks/few-descriptors.ts'
import { deafFloods, floods } from './attacks/floods.ts'
import { mutatedDialogues } from './attacks/mutated-dialogues.ts'
import { randomOctets } from './attacks/random-octets.ts'
import { shiftingMailbox } from './attacks/shifting-mailbox.ts'
import { silentSockets } from './attacks/silent-sockets.ts'

/** Every attack there is, in the order they are played. */
export const attacks: readonly Attack[] = [
  randomOctets,
  mutatedDialogues,
  brokenSessions,
  floods,
  deafFloods,
  silentSockets,
  abandonedHandshakes,
  fewDescriptors,
  bigMessages,
  deepMessages,
  shiftingMailbox,
  controlRequests,
]
