import { randomBytes } from 'node:crypto'
import postgres from 'postgres'

export interface ThrowAwayDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** A new database on a server whose user may create one. */
export async function throwAwayDatabase(server: string): Promise<ThrowAwayDatabase> {
  const name = `jingwei_load_${randomBytes(6).toString('hex')}`
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  await admin`create database ${admin(name)}`
  const mine = new URL(server)
  mine.pathname = `/${name}`
  return {
    url: mine.href,
    async drop() {
      await admin`drop database ${admin(name)} with (force)`
      await admin.end()
    },
  }
}
