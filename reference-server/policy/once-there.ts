/** Continues with a value synchronously if it is available, otherwise as soon as it is. */
export const onceThere = <Value, Next>(
  value: Value | Promise<Value>,
  goOn: (value: Value) => Next | Promise<Next>,
): Next | Promise<Next> => (value instanceof Promise ? value.then(goOn) : goOn(value))

/** The values themselves if all are available, otherwise all of them as soon as they are. */
export const allThere = <Value>(
  values: readonly (Value | Promise<Value>)[],
): readonly Value[] | Promise<readonly Value[]> => (areThere(values) ? values : Promise.all(values))

const areThere = <Value>(values: readonly (Value | Promise<Value>)[]): values is readonly Value[] =>
  !values.some((value) => value instanceof Promise)
