import type { ServerResponse } from 'node:http'
import type { Ctx } from '../context.ts'
import { Client } from './client.ts'
import { selectSeen, selectTop } from './queries.ts'
import { readSteps, type Step } from './read-steps.ts'
import { Ring } from './ring.ts'
import { Tail } from './tail.ts'
import { wireFormat } from './wire-format.ts'

/** What the reader works with: the program's own context of now. It throws while there is no database. */
export type FeedSource = () => {
  readonly ctx: Ctx
  /** Written by this process alone, which wakes the reader: the clock only makes sure. */
  readonly embedded: boolean
}

/** Steps kept in memory, and how many of them are read at the start. */
const ringCapacity = 4096
const backlog = 1000
/** Numbers that are told again to one who comes back late; beyond it asking for everything anew is cheaper. */
const mostReplayed = 10_000
const replayBatch = 500
const serverPollMilliseconds = 200
const embeddedPollMilliseconds = 1000
const heartbeatMilliseconds = 2000
/** So long after the last look at the log the picture still counts as followed. */
const trustMilliseconds = 3000

/** All open streams of this process and the one reader that serves them. It reads only while somebody listens. */
export class Feed {
  readonly #source: FeedSource
  readonly #tail: Tail<Step>
  readonly #all = new Set<Client>()
  /** By the code of the grid they asked for; null: the whole city. */
  readonly #byGrid = new Map<string | null, Set<Client>>()
  #ring: Ring<Step> | null = null
  #heart: NodeJS.Timeout | undefined
  #closed = false
  #calendar: number | null = null

  constructor(source: FeedSource) {
    this.#source = source
    this.#tail = new Tail<Step>(
      {
        top: () => selectTop(source().ctx.sql),
        seen: async after => {
          const seen = await selectSeen(source().ctx.sql, after)
          this.#noteCalendar(seen.calendar)
          return seen
        },
        read: (after, until, limit) => readSteps(source().ctx, after, until, limit),
      },
      {
        pollMilliseconds: () => (source().embedded ? embeddedPollMilliseconds : serverPollMilliseconds),
        backlog,
        begin: position => {
          this.#ring = new Ring(ringCapacity, position)
        },
        tell: steps => this.#tell(steps),
        fail: error => source().ctx.log.error({ err: error }, 'the log of events cannot be read'),
      },
    )
  }

  get size(): number {
    return this.#all.size
  }

  /** Everything up to this sequence number has been told; 0 before the first look. */
  get position(): number {
    return this.#tail.position
  }

  /** Events of the log that were seen and not told yet. */
  get waiting(): number {
    return this.#tail.top - this.#tail.position
  }

  /** Somebody wrote: the reader looks at once. */
  wake(): void {
    this.#tail.wake()
  }

  /** Reads what is final by now, without waiting for the clock. */
  look(): Promise<void> {
    return this.#tail.look()
  }

  /** Before a stream: a database that is away, or hangs, is no stream that looks alive. Throws what the database throws. */
  async ready(): Promise<void> {
    if (this.#all.size > 0 && this.#isFollowed) return
    await this.#tail.look()
    if (this.#tail.failure !== null) throw this.#tail.failure
  }

  /** Takes an answer whose head has been sent, and tells it all that is new; first what came after `lastSeen`. */
  async join(out: ServerResponse, grid: string | null, lastSeen: number | null): Promise<void> {
    const client = new Client(out, grid, lastSeen ?? this.#tail.position)
    if (this.#closed) return client.end(wireFormat.bye())
    this.#add(client)
    out.once('close', () => this.#remove(client))
    if (lastSeen !== null) {
      if (this.#calendar !== null) client.send(wireFormat.calendar(this.#calendar))
      return this.#replay(client)
    }
    client.send(wireFormat.beginsAt(client.after))
    if (this.#calendar !== null) client.send(wireFormat.calendar(this.#calendar))
    client.live = true
  }

  /** Says goodbye to everybody. */
  close(): void {
    this.#closed = true
    this.#tail.stop()
    clearInterval(this.#heart)
    for (const client of this.#all) client.end(wireFormat.bye())
  }

  /** Its last part does not wait for anything: nothing can come between it and the first new step. */
  async #replay(client: Client): Promise<void> {
    if (client.after > this.#tail.top) await this.#tail.look()
    // A number that this log has not reached: another database, or an older copy of this one.
    if (client.after > this.#tail.top) return this.#reset(client)
    if (this.#tail.position - client.after > mostReplayed) return this.#reset(client)
    while (client.open) {
      const { position } = this.#tail
      const kept = this.#ring?.after(client.after) ?? null
      if (kept !== null && kept.length <= replayBatch) {
        client.send(bytesFor(client.grid, kept))
        client.after = Math.max(client.after, position)
        client.live = true
        return
      }
      const steps =
        kept?.slice(0, replayBatch) ??
        (await readSteps(this.#source().ctx, client.after, position, replayBatch))
      await client.sendPatiently(bytesFor(client.grid, steps))
      client.after = steps.length < replayBatch ? position : (steps.at(-1)?.seq ?? position)
    }
  }

  #reset(client: Client): void {
    client.after = this.#tail.position
    client.send(wireFormat.reset(client.after))
    client.live = true
  }

  /** Whoever changed it, this process or another one. */
  #noteCalendar(rev: number | null): void {
    const known = this.#calendar
    this.#calendar = rev
    if (rev === null || rev === known) return
    const bytes = wireFormat.calendar(rev)
    for (const client of this.#all) client.send(bytes)
  }

  /** One buffer for each grid that somebody listens to, however many they are. */
  #tell(steps: readonly Step[]): void {
    const [first] = steps
    if (first === undefined) return
    this.#ring?.push(steps)
    for (const [grid, clients] of this.#byGrid) {
      const bytes = bytesFor(grid, steps)
      for (const client of clients) {
        if (!client.live) continue
        const isBehind = client.after < first.seq
        client.send(
          isBehind
            ? bytes
            : bytesFor(
                grid,
                steps.filter(step => step.seq > client.after),
              ),
        )
        client.after = Math.max(client.after, this.#tail.position)
      }
    }
  }

  #add(client: Client): void {
    this.#all.add(client)
    const group = this.#byGrid.get(client.grid) ?? new Set()
    this.#byGrid.set(client.grid, group.add(client))
    this.#tail.start()
    this.#heart ??= setInterval(() => this.#beat(), heartbeatMilliseconds)
  }

  #remove(client: Client): void {
    this.#all.delete(client)
    const group = this.#byGrid.get(client.grid)
    group?.delete(client)
    if (group?.size === 0) this.#byGrid.delete(client.grid)
    if (this.#all.size > 0) return
    this.#tail.stop()
    clearInterval(this.#heart)
    this.#heart = undefined
  }

  /** Only for as long as the database can be read: a picture that is no longer followed must not look alive. */
  #beat(): void {
    if (!this.#isFollowed) return
    const bytes = wireFormat.heartbeat(new Date(), this.#age)
    for (const client of this.#all) client.send(bytes)
  }

  get #isFollowed(): boolean {
    return this.#tail.failure === null && this.#age <= trustMilliseconds
  }

  /** Milliseconds since the last look at the log. */
  get #age(): number {
    return Math.round(performance.now() - this.#tail.readAt)
  }
}

function bytesFor(grid: string | null, steps: readonly Step[]): Buffer {
  const mine = grid === null ? steps : steps.filter(step => step.chain.includes(grid))
  const [only] = mine
  return only !== undefined && mine.length === 1 ? only.bytes : Buffer.concat(mine.map(step => step.bytes))
}
