/**
 * How often a result was reached on a civil day (UTC+07:00) in a ward, by the category of the case; category 0: none is
 * known. Counts only, nothing about a person or a case.
 */
export type RollupRow = {
  readonly ward: string
  readonly day: string
  readonly category: number
  readonly result: string
  readonly count: number
}

/** The category of a case, as its registration or a later completion says. */
export type CategoryRow = { readonly ward: string; readonly subject: string; readonly category: number }

/** The counts, and what is needed to go on counting. Everything is a ward's. */
export type RollupRows = {
  /** Adds to what was counted; the same key may come more than once. */
  addRollups(rows: readonly RollupRow[]): Promise<void>
  /** Counts of all wards from one day to another, both included, ordered by day, ward, category and result. */
  rollups(from: string, to: string): Promise<RollupRow[]>
  /** Forgets a ward's counts and categories: they are about to be made again from its feed. */
  clearRollups(ward: string): Promise<void>
  categories(ward: string, subjects: readonly string[]): Promise<CategoryRow[]>
  /** Of two about one case the later counts. */
  saveCategories(rows: readonly CategoryRow[]): Promise<void>
}
