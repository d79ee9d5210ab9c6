import type { Compilable, CompiledQuery } from 'kysely'

/** Stands for a value that is not known yet while a query is composed. */
class Place {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/**
 * A query composed the first time it is asked and never again: composing costs more than SQLite takes to answer it.
 * `compose` gets named values and must bind each of them; it must not look at them, and gets the same names each time.
 * Throws (a fault of ours) when one of them is not bound, because then it would stay what it was the first time.
 */
export function composedOnce<Given extends object, Row>(
  compose: (given: Given) => Compilable<Row>,
): (given: Given) => Compilable<Row> {
  let first: { readonly query: CompiledQuery<Row>; readonly fill: (given: Given) => unknown[] } | null = null
  return (given) => {
    first ??= composeWithPlaces(compose, Object.keys(given))
    const { query, fill } = first
    return { compile: () => ({ ...query, parameters: fill(given) }) }
  }
}

function composeWithPlaces<Given extends object, Row>(
  compose: (given: Given) => Compilable<Row>,
  names: readonly string[],
) {
  // Kysely hands bound values on without looking at them, whatever their type.
  const places = Object.fromEntries(names.map((name) => [name, new Place(name)])) as Given
  const query = compose(places).compile()
  const bound = query.parameters.map((value) => (value instanceof Place ? value.name : null))
  const unbound = names.find((name) => !bound.includes(name))
  if (unbound !== undefined) throw new Error(`${unbound} is not bound by the query it is given to`)
  const fill = (given: Given): unknown[] => {
    // The names are the keys of `given`, as of every later one.
    const values = given as Readonly<Record<string, unknown>>
    return bound.map((name, at) => (name === null ? query.parameters[at] : values[name]))
  }
  return { query, fill }
}
