import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Service } from '../service.ts'
import { selectOpenCases } from './queries.ts'
import { type Sample, samplesText } from './text-format.ts'

/** Upper bounds in seconds: what a page feels, and what a person gives up on. */
const bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const

/** One answered request. `route` as the OpenAPI document writes it, `page` or `unknown`: never a path. */
export interface Answered {
  readonly route: string
  readonly method: string
  readonly status: number
  readonly seconds: number
}

interface Times {
  readonly labels: { readonly route: string; readonly method: string }
  /** Requests that took no longer than the bound of the same place; one more for all. */
  readonly within: number[]
  sum: number
  readonly statuses: Map<number, number>
}

/** What one process counts of itself. No names, no addresses, no texts: labels are routes, methods and codes alone. */
export class Metrics {
  readonly #times = new Map<string, Times>()
  /** Looked at from the first question on: a process that nobody asks pays nothing. */
  #lag: ReturnType<typeof monitorEventLoopDelay> | undefined

  count({ route, method, status, seconds }: Answered): void {
    const key = `${method} ${route}`
    const times = this.#times.get(key) ?? {
      labels: { route, method },
      within: Array.from({ length: bounds.length + 1 }, () => 0),
      sum: 0,
      statuses: new Map(),
    }
    this.#times.set(key, times)
    times.sum += seconds
    times.statuses.set(status, (times.statuses.get(status) ?? 0) + 1)
    for (const [i, bound] of [...bounds, Number.POSITIVE_INFINITY].entries())
      if (seconds <= bound) times.within[i] = (times.within[i] ?? 0) + 1
  }

  /** All of it in the text format of Prometheus. */
  async text({ database, feed, heat }: Pick<Service, 'database' | 'feed' | 'heat'>): Promise<string> {
    this.#lag ??= startedDelay()
    const began = performance.now()
    // before this question itself
    const load = database === null ? undefined : { ...database.sql.load }
    const cases = database === null ? null : await selectOpenCases(database.sql).catch(() => null)
    const answered = (performance.now() - began) / 1000
    const lag = this.#lag.max / 1e9
    this.#lag.reset()
    const gauge = (name: string, help: string, value: number) =>
      samplesText(name, 'gauge', help, [{ labels: {}, value }])
    const { rss, heapUsed } = process.memoryUsage()
    const { user, system } = process.cpuUsage()
    return [
      samplesText('jingwei_requests_total', 'counter', 'Requests answered', this.#requests()),
      samplesText('jingwei_request_seconds', 'histogram', 'Until the answer began', this.#seconds()),
      gauge('jingwei_event_streams', 'Open streams of events', feed.size),
      gauge('jingwei_events_waiting', 'Events of the log that were seen and not told yet', feed.waiting),
      gauge('jingwei_heat_store_rows', 'Incidents that the heat store holds', heat.report.rows),
      gauge(
        'jingwei_heat_store_filled',
        'Share of the heat store that is filled; 1: it answers',
        heat.report.progress,
      ),
      gauge('jingwei_database_reachable', '1 while the database answers', cases === null ? 0 : 1),
      ...(cases === null
        ? []
        : [
            gauge('jingwei_open_cases', 'Cases in which somebody still has to do something', cases),
            gauge('jingwei_database_answer_seconds', 'Until the database had counted them', answered),
          ]),
      ...(load === undefined
        ? []
        : [
            gauge('jingwei_pool_connections', 'The most connections to the database', load.connections),
            gauge('jingwei_pool_queries', 'Queries that were not answered yet', load.queries),
            gauge(
              'jingwei_pool_transactions',
              'Open transactions, each on its own connection',
              load.transactions,
            ),
            gauge('jingwei_pool_waiting', 'Transactions that wait for a connection', load.waiting),
          ]),
      gauge('process_resident_memory_bytes', 'Memory of the process', rss),
      gauge('nodejs_heap_size_used_bytes', 'Of it the heap in use', heapUsed),
      gauge('jingwei_event_loop_lag_seconds', 'The longest since the last question', lag),
      samplesText('process_cpu_seconds_total', 'counter', 'Processor time', [
        { labels: {}, value: (user + system) / 1e6 },
      ]),
    ].join('')
  }

  #requests(): Sample[] {
    return [...this.#times.values()].flatMap(({ labels, statuses }) =>
      [...statuses].map(([status, value]) => ({ labels: { ...labels, status: String(status) }, value })),
    )
  }

  #seconds(): Sample[] {
    return [...this.#times.values()].flatMap(({ labels, within, sum }) => [
      ...within.map((value, i) => ({
        suffix: '_bucket',
        labels: { ...labels, le: String(bounds[i] ?? '+Inf') },
        value,
      })),
      { suffix: '_sum', labels, value: sum },
      { suffix: '_count', labels, value: within.at(-1) ?? 0 },
    ])
  }
}

function startedDelay() {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  return delay
}
