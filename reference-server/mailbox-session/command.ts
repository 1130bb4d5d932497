import { mayLogIn, type SessionContext } from './context.ts'

/** The state of a session, as a name. */
interface Standing {
  readonly at: string
}

type StateAt<State extends Standing, At> = Extract<State, { readonly at: At }>

/** A command: when it is legal, how its argument is read, what it answers. `answer` sees only valid input. */
export interface MailboxCommand<Argument, State extends Standing, At extends State['at'], Context, Outcome> {
  readonly verb: string
  readonly during: readonly At[]
  /** Whether it authenticates, and so is legal only where authentication is permitted. */
  readonly provesAccount?: boolean
  /** Reads what follows the verb and one space; the empty string where nothing does. */
  readonly parse: (rest: string) => { readonly value: Argument } | undefined
  readonly answer: (
    argument: Argument,
    state: StateAt<State, At>,
    context: Context,
  ) => Outcome | Promise<Outcome>
}

/** A command as a table holds it, whatever its argument. */
export interface MailboxRow<State, Context, Outcome> {
  readonly verb: string
  readonly answer: (rest: string, state: State, context: Context) => Outcome | Promise<Outcome>
}

/** Why a command is not answered. */
type Misplaced = 'commandNotNow' | 'tlsFirst' | 'argumentsMalformed'

/**
 * Makes the rows of a protocol: state and syntax are checked here, once.
 *
 * @param refuses answers a command in the wrong place, in the words of the protocol
 */
export const rowsOf =
  <State extends Standing, Context extends SessionContext, Outcome>(
    refuses: (why: Misplaced, context: Context) => Outcome,
  ) =>
  <Argument, At extends State['at']>({
    verb,
    during,
    provesAccount = false,
    parse,
    answer,
  }: MailboxCommand<Argument, State, At, Context, Outcome>): MailboxRow<State, Context, Outcome> => {
    const isDuring = (state: State): state is StateAt<State, At> => during.some((name) => name === state.at)
    return {
      verb,
      answer: (rest, state, context) => {
        if (!isDuring(state)) return refuses('commandNotNow', context)
        if (provesAccount && !mayLogIn(context)) return refuses('tlsFirst', context)
        const argument = parse(rest)
        return argument ? answer(argument.value, state, context) : refuses('argumentsMalformed', context)
      },
    }
  }
