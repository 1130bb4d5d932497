/** Waits until something holds, so many real milliseconds at most. @returns whether it does */
export async function waitsFor(holds: () => boolean, within: number): Promise<boolean> {
  const until = performance.now() + within
  while (!holds()) {
    if (performance.now() > until) return false
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return true
}
