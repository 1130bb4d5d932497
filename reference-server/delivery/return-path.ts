import type { Path } from '../policy/facts.ts'
import { addressOf } from './address.ts'

/** The field in which final delivery writes down the reverse-path (RFC 5321 §4.4). */
const fieldOf = (reversePath: Path | null): Buffer =>
  Buffer.from(`Return-Path: <${reversePath ? addressOf(reversePath) : ''}>\r\n`)

/** How long the field is, at the start of a message that has it. */
export const returnPathLength = (reversePath: Path | null): number => fieldOf(reversePath).length

/** A message with the field in front: as it is kept here, whether in a mailbox or in the queue. */
export const withReturnPath = (octets: Buffer, reversePath: Path | null): Buffer =>
  Buffer.concat([fieldOf(reversePath), octets])
