// Where every thread begins: a plain JavaScript file, because a thread does not inherit the loader of TypeScript.
import { register } from 'tsx/esm/api'

register()
await import(process.argv[2])
