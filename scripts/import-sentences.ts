import { FormatError, type FormatErrorCode } from '@jingwei/geodata/formats/layer.ts'
import { GeometryError } from '@jingwei/geodata/geometry/geometry-error.ts'
import { sentenceFor } from './start-sentences.ts'

/** A setting or an argument that makes no sense; the message is the sentence. */
export class UsageError extends Error {}

const formatSentences: Readonly<Record<FormatErrorCode, string>> = {
  'unknown-format': '不是可识别的格式。None of the known formats',
  'broken-file': '文件已损坏。The file is broken',
  'no-layers': '文件里没有图层。The file has no layers',
  'zip-bomb': '压缩包解开后过大。The archive becomes too large',
  'zip-path': '压缩包内路径越界。A name in the archive leads out of it',
  'zip-encrypted': '压缩包有密码。The archive has a password',
  'missing-part': 'Shapefile 缺少组成文件。A part of the shapefile is missing',
  'unknown-reference': '坐标系无法换算。The reference system cannot be converted',
}

const geometrySentences: Readonly<Record<string, string>> = {
  'extent-too-wide': '范围超过 9.4 度或跨越 180 度经线。Wider than 9.4 degrees, or across the antimeridian',
  'too-tangled': '边界过于混乱，无法整理。The borders are too tangled',
}

/** Why an import by command could not be done, as somebody who has only the file can use it. */
export function importSentenceFor(error: unknown): string {
  if (error instanceof UsageError) return error.message
  if (error instanceof FormatError) return `${formatSentences[error.code]} (${error.message}).`
  if (error instanceof GeometryError && geometrySentences[error.code] !== undefined)
    return `${geometrySentences[error.code]} (${error.message}).`
  if (isErrno(error) && error.code === 'ENOENT') return `没有这个文件。There is no such file: ${error.path}`
  if (isErrno(error) && error.code === 'EISDIR') return '这是文件夹，不是文件。This is a folder, not a file.'
  return sentenceFor(error)
}

function isErrno(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error
}
