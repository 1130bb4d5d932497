import { disturbance } from '../../disturbance.ts'

const dots = ['.', '..', '.a line that begins with a dot', '...', '', 'x'.repeat(990)]

export const linesWithDots = disturbance('sixty-lines-with-dots', {
  why: 'A message arrives line for line, however long it is and whatever its lines begin with (RFC 5321 §4.5.2).',
  meddlesWith: ['limits.messageSize'],
  body: [...dots, ...Array.from({ length: 60 }, (_, number) => `line ${number}`), '.', 'the end'],
})
