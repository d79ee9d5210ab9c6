import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { listQueue, type QueueAsked } from '../../../contract/desk/cases.ts'
import { call } from '../../app/api.ts'
import { routeKey } from '../../app/queries.ts'
import type { QueueView } from './QueuePage.tsx'

/** What of a queue is shown; what is left out is not asked about. */
export type QueuePick = Pick<QueueAsked, 'procedure' | 'category' | 'step' | 'deadline' | 'state'>

/**
 * A queue as far as it has been read: a page more with each `more`. Whatever changes in a case, all of them are read
 * anew, each from where the one before ended.
 */
export function useQueueList(queue: QueueView, pick: QueuePick) {
  const query = { queue, ...pick }
  const { data, error, isError, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...routeKey(listQueue, { query }, ['cases']), 'pages'],
    queryFn: ({ pageParam }) =>
      call(listQueue, { query: { ...query, ...(pageParam === null ? {} : { after: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
  const [first] = data?.pages ?? []
  return {
    list: first && {
      items: data?.pages.flatMap(({ items }) => items) ?? [],
      total: first.total,
      choices: first.choices,
    },
    problem: isError ? error : null,
    again: () => void refetch(),
    hasMore: hasNextPage,
    isReading: isFetchingNextPage,
    more: async () => {
      if (hasNextPage && !isFetchingNextPage) await fetchNextPage()
    },
  }
}
