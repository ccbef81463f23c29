/** Text of a file as every database can keep it and people see it: no control marks, no half of a surrogate pair, no longer than `most`. */
export function tidyText(text: string, most = Number.POSITIVE_INFINITY): string {
  return text
    .slice(0, most)
    .replace(/[\p{Cc}\p{Surrogate}]+/gu, ' ')
    .trim()
}
