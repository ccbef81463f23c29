import type { Extension } from '@electric-sql/pglite'

/**
 * Adds nothing to the database. For each C function that it looks up, PGlite lists all 23,000 names of PostGIS anew, 1,300 times while PostGIS
 * is created: most of a first start. Here a list that was made once is kept.
 */
export const quickSymbols: Extension = {
  name: 'quick-symbols',
  async setup(_db, options) {
    const instantiate = options.instantiateWasm
    return {
      emscriptenOpts: {
        ...options,
        instantiateWasm: (imports: { env: { _dlsym_js: LookUp } }, done: unknown) => {
          imports.env._dlsym_js = keepingLists(imports.env._dlsym_js)
          return instantiate(imports, done)
        },
      },
    }
  },
}

type LookUp = (library: number, name: number, place: number) => number

/** A library's names stay as they are once it is loaded. */
function keepingLists(lookUp: LookUp): LookUp {
  const kept = new WeakMap<object, string[]>()
  const list = Object.keys
  const listOnce = (library: object) => {
    const names = kept.get(library) ?? list(library)
    kept.set(library, names)
    return names
  }
  return (...args) => {
    Object.keys = listOnce
    try {
      return lookUp(...args)
    } finally {
      Object.keys = list
    }
  }
}
