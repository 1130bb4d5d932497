import { reply } from './replies.ts'
import { mayLogIn, type Context, type Outcome, type State, type StateAt, type StateName } from './state.ts'
import type { Parsed } from './syntax/arguments.ts'

type Answer = Outcome | Promise<Outcome>

/** A command: when it is legal, how its argument reads, what it answers. `answer` sees only good input. */
export interface Command<Argument, During extends StateName> {
  readonly verb: string
  readonly during: readonly During[]
  /** Whether it is for proving an account, and so only where that may be done. */
  readonly provesAccount?: boolean
  readonly parse: (rest: string) => Parsed<Argument>
  readonly answer: (argument: Argument, state: StateAt<During>, context: Context) => Answer
}

/** A command as the table holds it, whatever its argument. */
export interface Row {
  readonly verb: string
  readonly answer: (rest: string, state: State, context: Context) => Answer
}

/** Makes a row of a command: state and syntax are checked here, once. */
export const row = <Argument, During extends StateName>({
  verb,
  during,
  provesAccount = false,
  parse,
  answer,
}: Command<Argument, During>): Row => ({
  verb,
  answer: (rest, state, context) => {
    if (!isDuring(state, during)) return { reply: reply('commandNotNow') }
    if (provesAccount && !mayLogIn(context)) return { reply: reply('tlsFirst') }
    const argument = parse(rest)
    return argument ? answer(argument.value, state, context) : { reply: reply('argumentsMalformed') }
  },
})

const isDuring = <During extends StateName>(
  state: State,
  during: readonly During[],
): state is StateAt<During> => during.some((name) => name === state.at)
