import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ParseResult, parseSync } from 'oxc-parser'

/** What every law judges: a path from the repository's root, with slashes, and the text. Fixtures are made the same way. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** One `import`/`export … from`/`import()` of ours or of a package. */
export interface Import {
  /** As written. */
  readonly specifier: string
  /** Path from the root for our own files, the package's name for others. */
  readonly target: string
  readonly ours: boolean
  /** Only types come over: nothing is loaded at runtime. */
  readonly typeOnly: boolean
}

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Every text file of the repository that git would keep: a walk, because an unpacked archive has no `.git`. Read once. */
export function repository(): readonly Source[] {
  read ??= allPaths()
    .filter(path => isText.test(path))
    .map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  return read
}

let read: readonly Source[] | undefined

export function allPaths(): string[] {
  const ignored = new Set(
    readFileSync(join(root, '.gitignore'), 'utf8')
      .split('\n')
      .filter(line => line.endsWith('/'))
      .map(line => line.slice(0, -1)),
  )
  return readdirSync(root, { withFileTypes: true })
    .flatMap(entry => walk(join(root, entry.name), entry.isDirectory(), name => ignored.has(name)))
    .map(path => relative(root, path).split(sep).join(posix.sep))
    .sort()
}

export const isCode = (source: Source): boolean => /\.(ts|tsx|mjs)$/.test(source.path)
export const isTest = (source: Source): boolean => /\.(test|e2e)\.tsx?$/.test(source.path)

export function parse(source: Source): ParseResult {
  const known = parsed.get(source)
  if (known) return known
  const result = parseSync(source.path, source.text)
  parsed.set(source, result)
  return result
}

export function importsOf(source: Source): Import[] {
  const { module } = parse(source)
  const found: { specifier: string; typeOnly: boolean }[] = []
  for (const each of module.staticImports) {
    found.push({ specifier: each.moduleRequest.value, typeOnly: isTypeOnly(source, each) })
  }
  for (const each of module.staticExports) {
    const from = each.entries.find(entry => entry.moduleRequest)?.moduleRequest
    if (from) found.push({ specifier: from.value, typeOnly: isTypeOnly(source, each) })
  }
  for (const each of module.dynamicImports) {
    const literal = source.text.slice(each.moduleRequest.start, each.moduleRequest.end)
    if (/^['"]/.test(literal)) found.push({ specifier: literal.slice(1, -1), typeOnly: false })
  }
  return found.map(each => ({ ...each, ...resolve(source.path, each.specifier) }))
}

/** Calls `visit` for every node of the syntax tree. */
export function eachNode(source: Source, visit: (node: Node) => void): void {
  const down = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(down)
    else if (isNode(value)) {
      visit(value)
      Object.values(value).forEach(down)
    }
  }
  down(parse(source).program)
}

export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

export function lineOf(source: Source, offset: number): number {
  return source.text.slice(0, offset).split('\n').length
}

const isText =
  /\.(ts|tsx|mjs|css|html|json|jsonc|md|sql|ya?ml|sh|svg|txt)$|(^|\/)(run|LICENSE|NOTICE|\.gitignore)$/
const neverOurs = new Set(['.git', 'node_modules'])
const parsed = new WeakMap<Source, ParseResult>()

function walk(path: string, isFolder: boolean, ignored: (name: string) => boolean): string[] {
  const name = path.slice(path.lastIndexOf(sep) + 1)
  if (!isFolder) return [path]
  if (neverOurs.has(name) || ignored(name)) return []
  return readdirSync(path, { withFileTypes: true }).flatMap(entry =>
    walk(join(path, entry.name), entry.isDirectory(), ignored),
  )
}

/** With `verbatimModuleSyntax`, `import { type A } from 'x'` still loads x: only `import type` does not. */
function isTypeOnly(source: Source, statement: { start: number; end: number }): boolean {
  return /^(import|export)\s+type\b/.test(source.text.slice(statement.start, statement.end))
}

function resolve(from: string, specifier: string): { target: string; ours: boolean } {
  if (specifier.startsWith('.')) {
    const path = posix.normalize(posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '')))
    return { target: path, ours: true }
  }
  const own = specifier.match(/^@jingwei\/(api|geodata|web|tests)\/(.+)$/)
  if (own?.[1] && own[2]) {
    return { target: own[1] === 'geodata' ? `geodata/${own[2]}` : `${own[1]}/src/${own[2]}`, ours: true }
  }
  const [scope, name] = specifier.split('/')
  return { target: specifier.startsWith('@') ? `${scope}/${name}` : `${scope}`, ours: false }
}
