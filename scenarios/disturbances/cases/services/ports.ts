import type { SmtpService, Via } from '#dsl'
import { hasOneSession, nobodyLogsIn } from '../../dependences.ts'
import { disturbance } from '../../disturbance.ts'
import { using, withWay } from '../../steps.ts'

/** By another service where the story goes to the MX service. */
const instead = (service: SmtpService) => (way: Via) => ({
  ...way,
  ...((way.via ?? 'mx') === 'mx' && { via: service }),
})

export const port465 = disturbance('port-465', {
  why: 'What is asked of a client, and what is remembered of it, is the same on port 465 as on port 25.',
  meddlesWith: ['submission', 'tls', 'auth.needsTls'],
  fills: ['service'],
  head: using('tls'),
  args: (step) => withWay(step, instead('submissions')),
})

export const port465ByTurns = disturbance('port-465-by-turns', {
  why: 'What a client did on port 25 counts on port 465, and the other way about.',
  meddlesWith: ['submission', 'tls', 'auth.needsTls'],
  unless: [hasOneSession],
  fills: ['service'],
  head: using('tls'),
  args: (step) => (step.nth % 2 === 0 ? step.given : withWay(step, instead('submissions'))),
})

export const port587ByTurns = disturbance('port-587-by-turns', {
  why: 'Without rules of its own, port 587 shares with port 25 what is remembered of a client.',
  meddlesWith: ['submission', 'auth.needsTls'],
  unless: [hasOneSession],
  fills: ['service'],
  args: (step) => (step.nth % 2 === 0 ? step.given : withWay(step, instead('submission'))),
})

export const implicitTls = disturbance('mailboxes-over-tls', {
  why: 'A login over POP3S or IMAPS is worth as much as one over POP3 or IMAP.',
  meddlesWith: ['tls', 'auth.needsTls'],
  unless: [nobodyLogsIn],
  head: using('tls'),
  login: { over: { pop3: 'pop3s', imap: 'imaps' } },
})
