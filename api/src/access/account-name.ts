/** One account however it was typed: width, case and blanks around it do not matter. */
export function accountName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}
