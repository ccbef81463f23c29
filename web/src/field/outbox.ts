import { device } from './device.ts'
import { type Receipt, settle } from './outbox-order.ts'
import { newKey, type Refusal, type Writing, type Written } from './written.ts'

/** Sent lines stay to be read for so long … */
const keepSentHours = 24
/** … and not more of them than this. */
const keepSent = 20
const hour = 3_600_000

/** What is written together: a report and its photos, the last photo and the feedback. */
export interface Parcel {
  /** Absent: a new report. */
  readonly about?: number
  readonly title: string
  readonly writings: readonly Writing[]
  /** What was begun and is finished with this. */
  readonly begun?: string
}

/**
 * One person's writings on this phone: each is on the disk before the page says that it is written, and leaves only when the server has
 * taken it or its author drops it. All tabs see the same.
 */
export class Outbox {
  readonly account: string
  readonly #channel = new BroadcastChannel('jingwei-field-outbox')
  readonly #listeners = new Set<() => void>()
  #lines: readonly Written[] = []
  #isClosed = false

  constructor(account: string) {
    this.account = account
    this.#channel.onmessage = () => void this.#read()
  }

  /** In the order in which they were written. A snapshot: its identity changes when a line does. */
  get lines(): readonly Written[] {
    return this.#lines
  }

  listen(changed: () => void): () => void {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  async open(): Promise<void> {
    await this.#forgetSent()
    await this.#read()
  }

  close(): void {
    this.#isClosed = true
    this.#channel.close()
    this.#listeners.clear()
  }

  /** Returns when all of it is on the disk, or throws and nothing is. */
  async write({ about, title, writings, begun }: Parcel): Promise<void> {
    const tx = (await device()).transaction(['outbox', 'begun'], 'readwrite', { durability: 'strict' })
    const first = newKey()
    const at = Date.now()
    const lines = writings.map((writing, i) => ({
      ...{ account: this.account, about: about ?? first, title, at, state: 'waiting' as const, writing },
      key: i === 0 ? first : newKey(),
    }))
    await Promise.all([
      ...lines.map(line => tx.objectStore('outbox').add(line as Written)),
      ...(begun === undefined ? [] : [tx.objectStore('begun').delete(begun)]),
      tx.done,
    ])
    await this.#changed()
  }

  /** What is on the disk now. */
  async all(): Promise<Written[]> {
    return (await device()).getAllFromIndex('outbox', 'account', this.account)
  }

  /** The server has taken it. */
  async settle(line: Written, receipt: Receipt): Promise<void> {
    const tx = (await device()).transaction('outbox', 'readwrite', { durability: 'strict' })
    const lines = await tx.store.index('account').getAll(this.account)
    for (const changed of settle(lines, line, receipt, Date.now())) await tx.store.put(changed)
    await tx.done
    await this.#changed()
  }

  /** The server has refused it: it stays until its author decides. */
  hold(line: Written, refusal: Refusal): Promise<void> {
    return this.#change(line.seq, now => ({ ...now, state: 'held', refusal }))
  }

  /** Sends it again, as following a revision where one is given. */
  release({ seq }: Written, rev?: number): Promise<void> {
    return this.#change(seq, ({ refusal: _, ...now }) => ({
      ...now,
      state: 'waiting',
      writing: now.writing.kind === 'move' && rev !== undefined ? { ...now.writing, rev } : now.writing,
    }))
  }

  /** Its author does not want it any more. Of a report that was never taken its photos go with it. */
  async drop(line: Written): Promise<void> {
    const tx = (await device()).transaction('outbox', 'readwrite')
    const lines = await tx.store.index('account').getAll(this.account)
    const isReport = line.writing.kind === 'report' && line.state !== 'sent'
    for (const one of lines)
      if (one.seq === line.seq || (isReport && one.about === line.key)) await tx.store.delete(one.seq)
    await tx.done
    await this.#changed()
  }

  async dropAll(): Promise<void> {
    const tx = (await device()).transaction('outbox', 'readwrite')
    for (const seq of await tx.store.index('account').getAllKeys(this.account)) await tx.store.delete(seq)
    await tx.done
    await this.#changed()
  }

  async #change(seq: number, change: (now: Written) => Written): Promise<void> {
    const tx = (await device()).transaction('outbox', 'readwrite', { durability: 'strict' })
    const now = await tx.store.get(seq)
    if (now !== undefined && now.account === this.account && now.state !== 'sent')
      await tx.store.put(change(now))
    await tx.done
    await this.#changed()
  }

  /** A receipt needs no picture; an old one nobody reads. */
  async #forgetSent(): Promise<void> {
    const tx = (await device()).transaction('outbox', 'readwrite')
    const sent = (await tx.store.index('account').getAll(this.account)).filter(line => line.state === 'sent')
    const oldest = Date.now() - keepSentHours * hour
    for (const [i, line] of sent.entries())
      if (i < sent.length - keepSent || (line.sentAt ?? 0) < oldest) await tx.store.delete(line.seq)
    await tx.done
  }

  async #changed(): Promise<void> {
    if (this.#isClosed) return
    this.#channel.postMessage('changed')
    await this.#read()
  }

  async #read(): Promise<void> {
    this.#lines = await this.all()
    for (const listener of this.#listeners) listener()
  }
}

/** How many writings of a person wait on this phone, whoever is signed in. */
export async function waitingOf(account: string): Promise<number> {
  const lines = await (await device()).getAllFromIndex('outbox', 'account', account)
  return lines.filter(line => line.state !== 'sent').length
}
