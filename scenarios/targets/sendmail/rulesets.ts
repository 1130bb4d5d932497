import { rule } from './macros.ts'

/**
 * Refuses senders of the domains hosted here, except from those who are known: by AUTH, or by the right to relay that
 * their address has. Rules of Local_check_mail.
 */
export const localSendersAreKnown: readonly string[] = [
  rule('$*', '$: <?> $>CanonAddr $1'),
  rule('<?> $+ < @ $=w . >', '$: <$&{auth_type}> $1'),
  rule('<?> $*', '$@ OK'),
  rule('<$+> $*', '$@ OK'),
  rule('$*', '$: $>A <$&{client_addr}> <?> <! Connect> <>'),
  rule('<RELAY> $*', '$@ OK'),
  rule('$*', '$#error $@ 5.7.1 $: "550 authentication required"'),
]

/** Refuses clients whose address has no name. Rules of Local_check_mail, which leave the sender to those after them. */
export const clientsHaveNames: readonly string[] = [
  rule('$*', '$: <$&{client_ptr}> $1'),
  rule('<[ $+ ]> $*', '$#error $@ 5.7.1 $: "550 the address of the client has no name"'),
  rule('<$*> $*', '$: $2'),
]
