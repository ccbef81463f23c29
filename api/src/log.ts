import { type Logger, pino } from 'pino'

/** One JSON line per event on standard error: standard output belongs to the person who started the program. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['password', 'token', 'phone', '*.password', '*.token', '*.phone'],
    },
    pino.destination({ dest: 2, sync: false }),
  )
}
