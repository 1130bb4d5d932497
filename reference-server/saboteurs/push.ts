import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the switch of IDLE. */
export const pushSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'idle-is-there-whatever-the-switch-says',
    clause: 'commgate.pop-imap.idle-off',
    seam: 'imap.may-idle',
    replace: () => () => true,
  }),
  saboteur({
    id: 'nobody-may-idle',
    clause: 'commgate.pop-imap.idle-off',
    seam: 'imap.may-idle',
    replace: () => () => false,
  }),
]
