import type { Pop3Host, Pop3Session } from './session-host.ts'

/** Opens a session for one connection. */
export function createPop3Session(_host: Pop3Host): Pop3Session {
  return {
    greeting: () => Buffer.from('+OK\r\n'),
    async *receive() {},
    secured: () => {},
    closed: () => {},
  }
}
