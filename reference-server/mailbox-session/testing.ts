/** How many turns others have at the process until something has settled. */
export async function turnsOfOthers(work: Promise<unknown>): Promise<number> {
  let turns = 0
  let isOver = false
  const take = (): void => {
    if (isOver) return
    turns += 1
    setImmediate(take)
  }
  setImmediate(take)
  await work
  isOver = true
  return turns
}
