import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const everywhere = '{api,geodata,web,scripts}/**'

/** Database and browser tests share one server each: one file at a time, and what it has imported with the next. */
const oneByOne = { pool: 'forks', maxWorkers: 1, fileParallelism: false, isolate: false } as const

/** The test that builds the demo city anew takes longest and is short to read: begun last, as its size asks, it leaves a core idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLongest = (file: TestSpecification) => Number(file.moduleId.endsWith('/geodata/pipeline.test.ts'))
    return sorted.sort((a, b) => isLongest(b) - isLongest(a))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${everywhere}/*.test.{ts,tsx}`],
          exclude: ['**/node_modules/**', '**/*.pg.test.ts'],
          // what one file has imported serves the next
          isolate: false,
          // by itself it would leave one of two cores idle
          maxWorkers: '100%',
          // property tests count their runs, not their seconds: a busy machine may take longer
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'laws',
          include: ['tests/laws/*.test.ts'],
          // all of them read the same sources: once is enough
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'pg',
          include: [`${everywhere}/*.pg.test.ts`, 'tests/support/*.pg.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['tests/support/database-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          ...oneByOne,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/*.e2e.ts'],
          globalSetup: ['tests/support/database-server.ts', 'tests/e2e/console-server.ts'],
          testTimeout: 90_000,
          hookTimeout: 180_000,
          ...oneByOne,
        },
      },
    ],
  },
})
