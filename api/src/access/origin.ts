/** Methods that change nothing. */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * True for a request that would change something and that a browser says was made by another site (CSRF, sign-in CSRF). Browsers send
 * `Sec-Fetch-Site` over https and on loopback, and `Origin` with every unsafe request; a request without either is not a browser's
 * and carries no cookie that its sender did not put there.
 */
export function isForeign(request: Request, publicUrl: string | null): boolean {
  if (safeMethods.has(request.method)) return false
  const { headers } = request
  const site = headers.get('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return false
  const origin = headers.get('origin')
  if (origin !== null && publicUrl !== null && origin === new URL(publicUrl).origin) return false
  if (site !== null) return true
  return origin !== null && hostOf(origin) !== headers.get('host')
}

/** `Origin: null` (sandboxed frames, local files) has no host. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
