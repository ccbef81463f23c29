import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsoleProcess, isRunning } from '../support/console-process.ts'
import { drill } from '../support/drill.ts'
import { CannotRun } from '../support/postgres-cluster.ts'
import { ReportStream } from '../support/report-stream.ts'
import { runScript } from '../support/run-script.ts'

/**
 * Proves that a full disk under the embedded database costs nothing but time: the data folder lies on a small disk of its own (a tmpfs, so
 * this drill wants root on Linux) that is filled while reports come in. They are refused with a code, and when there is room again the console
 * takes reports by itself; no confirmed report is lost, also after another start, and every case follows from its log.
 */
const roomBytes = 48 * 1024 * 1024
const fullMs = 15_000

await drill('disk-full', { on: ['embedded'] }, async d => {
  const disk = join(d.folder, 'disk')
  mountSmallDisk(disk, d.dataDir)
  d.later(() => spawnSync('umount', ['-l', disk]))
  const dataDir = join(disk, 'data')
  let running = await d.start({ DATA_DIR: dataDir })
  await running.ready()
  const stream = await ReportStream.begin(running.url, { senders: 4 })
  await stream.until(200)

  const ballast = join(disk, 'ballast')
  fill(ballast, disk)
  d.say(`disk filled after ${stream.confirmed.size} confirmed reports`)
  // What was set aside for the log is used up first.
  while (stream.refusals.length === 0) {
    await pause(50)
    fill(`${ballast}-more`, disk)
  }
  const fullAt = Date.now()
  d.say(`first refusal after ${stream.confirmed.size} confirmed reports`)
  await pause(fullMs)
  const seen = stream.refusals.filter(({ at }) => at >= fullAt - 1000)
  d.say(`while it was full: ${tally(seen.map(({ code }) => code))}`)
  d.check(
    seen.every(({ code }) => code === 'disk-full'),
    'refused with a code that says so',
    tally(seen.map(({ code }) => code)),
  )
  d.check(isRunning(running.child), 'the console is still there')

  rmSync(ballast)
  rmSync(`${ballast}-more`)
  const roomAt = Date.now()
  const before = stream.confirmed.size
  await stream.until(before + 200)
  const first = stream.confirmedAt.find(at => at >= roomAt) ?? Number.NaN
  d.check(first - roomAt < 30_000, 'first report after there was room', `${first - roomAt} ms`)
  await stream.stop()
  await judge(stream, running)
  running = await d.start({ DATA_DIR: dataDir })
  await running.ready()
  const again = await stream.compare()
  d.check(again.lost === 0, 'lost after another start', again.lost)
  await running.stop()
  const verified = await runScript('audit-log', ['verify'], { DATA_DIR: dataDir })
  d.check(verified.code === 0, 'audit log and cases verify', verified.said.trim().split('\n').at(-1))

  async function judge(reports: ReportStream, now: ConsoleProcess) {
    const { lost, doubled, kept } = await reports.compare()
    d.check(lost === 0, 'confirmed reports lost', `${lost} of ${reports.confirmed.size}`)
    d.check(doubled === 0 && kept === reports.confirmed.size, 'reports doubled', doubled)
    d.check((await now.stop()) === 0, 'the console stops as it should')
  }
})

/** As large as the data and a little room. */
function mountSmallDisk(disk: string, dataDir: string) {
  const used = Number(execFileSync('du', ['-sb', dataDir], { encoding: 'utf8' }).split('\t')[0])
  mkdirSync(disk)
  const size = Math.ceil(used * 1.1) + roomBytes
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk])
  if (status !== 0) throw new CannotRun('needs to mount a small disk (a tmpfs): Linux, as root')
  execFileSync('cp', ['-a', dataDir, join(disk, 'data')])
}

/** To the last byte. */
function fill(file: string, disk: string) {
  const { bavail, bsize } = statfsSync(disk)
  try {
    writeFileSync(file, Buffer.alloc(bavail * bsize), { flag: 'a' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}

function tally(codes: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].map(([code, count]) => `${count} ${code}`).join(' · ')
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds))
}
