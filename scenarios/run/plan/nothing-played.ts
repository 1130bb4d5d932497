/** A run ended before anything was played, for the reason its message gives: it has no report. */
export class NothingPlayed extends Error {
  override readonly name = 'NothingPlayed'
}
