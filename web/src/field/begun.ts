import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { device } from './device.ts'

/** Changes are on the disk this much later at most. */
const settleMs = 250

/** What a person has begun to write, and no one else is shown: it outlives reloads, errors and the end of the tab. Null while it is read. */
export function useBegun<T>(account: string, what: string, contract: z.ZodType<T>, empty: T) {
  const name = begunName(account, what)
  const [value, setValue] = useState<T | null>(null)
  const fresh = useRef(empty)
  useEffect(() => {
    let isGone = false
    void readBegun(name, contract).then(found => {
      if (!isGone) setValue(found ?? fresh.current)
    })
    return () => {
      isGone = true
    }
  }, [name, contract])
  useEffect(() => {
    if (value === null || value === fresh.current) return
    const timer = setTimeout(() => void keepBegun(name, account, value), settleMs)
    return () => clearTimeout(timer)
  }, [name, account, value])
  return {
    name,
    value,
    change: (patch: Partial<T>) => setValue(now => (now === null ? null : { ...now, ...patch })),
    discard: () => {
      setValue(fresh.current)
      void forgetBegun(name)
    },
  }
}

export function begunName(account: string, what: string): string {
  return `${account} ${what}`
}

export async function forgetBegunOf(account: string): Promise<void> {
  const tx = (await device()).transaction('begun', 'readwrite')
  for await (const cursor of tx.store) if (cursor.value.account === account) await cursor.delete()
  await tx.done
}

async function readBegun<T>(name: string, contract: z.ZodType<T>): Promise<T | undefined> {
  const found = await (await device()).get('begun', name)
  const read = contract.safeParse(found?.value)
  return read.success ? read.data : undefined
}

async function keepBegun(name: string, account: string, value: unknown): Promise<void> {
  await (await device()).put('begun', { account, value }, name)
}

async function forgetBegun(name: string): Promise<void> {
  await (await device()).delete('begun', name)
}
