import { fileURLToPath } from 'node:url'

/** The committed demo city: the one place that knows which city it is. */
export const demoFolder = fileURLToPath(new URL('huainan', import.meta.url))
