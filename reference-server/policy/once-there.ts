/** Continues with a value synchronously if it is available, otherwise as soon as it is. */
export const onceThere = <Value, Next>(
  value: Value | Promise<Value>,
  goOn: (value: Value) => Next | Promise<Next>,
): Next | Promise<Next> => (value instanceof Promise ? value.then(goOn) : goOn(value))
