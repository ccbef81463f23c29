import { askEarly } from './grids/atlas-thread.ts'

/** Runs before the console's own code has come (`first-script.ts`): what takes longest begins first. A page of the past has other grids. */
if (!new URLSearchParams(window.location.search).has('at')) askEarly()
