import type { z } from 'zod'
import type { Role } from '../domain/roles.ts'

/** One operation of the desk API: the single place where its path, input, answer and audience are said. */
export type Route = {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** `{name}` marks a path parameter. */
  readonly path: `/api/${string}`
  readonly summary: string
  /** `anyone`: before sign-in too; `staff`: every signed-in person; otherwise one of the roles. */
  readonly for: 'anyone' | 'staff' | readonly Role[]
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  /** A JSON body, or `bytes` for a raw file. */
  readonly body?: z.ZodType | 'bytes'
  /** A JSON answer, or the media type of a file. */
  readonly answer: z.ZodType | 'application/pdf'
}

/** Declares a route; keeps its exact type for the typed client and the office. */
export function route<const R extends Route>(declared: R): R {
  return declared
}

export type RouteInput<R extends Route> = (R['params'] extends z.ZodObject
  ? { params: z.input<R['params']> }
  : { params?: undefined }) &
  (R['query'] extends z.ZodObject ? { query: z.input<R['query']> } : { query?: undefined }) &
  (R['body'] extends z.ZodType
    ? { body: z.input<R['body']> }
    : R['body'] extends 'bytes'
      ? { body: Uint8Array | Blob }
      : { body?: undefined })

export type RouteAnswer<R extends Route> = R['answer'] extends z.ZodType ? z.output<R['answer']> : Blob
