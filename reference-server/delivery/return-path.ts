import type { Path } from '../policy/facts.ts'
import { addressOf } from './address.ts'

/**
 * The field in which final delivery writes down the reverse-path (RFC 5321 §4.4). A message is kept with it in front,
 * whether in a mailbox or in the queue.
 */
export const returnPathField = (reversePath: Path | null): Buffer =>
  Buffer.from(`Return-Path: <${reversePath ? addressOf(reversePath) : ''}>\r\n`)
