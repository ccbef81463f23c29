import { askEarly } from './grids/atlas-thread.ts'

/** Runs before the console's own code has come (`first-script.ts`): what takes longest begins first. */
askEarly()
