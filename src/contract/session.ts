/**
 * The header by which shell and office speak of the session; no page and no client ever sees it. Lower case, as
 * `Headers` lists names: shells compare it with those.
 */
export const sessionHeader = 'quay-session'
