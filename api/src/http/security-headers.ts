import { Hono, type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from '../http.ts'
import type { Basemap } from '../settings.ts'
import { startPageScriptSource } from './start-page.ts'

/**
 * Everything comes from this server, except a deployment's own basemap. MapLibre's worker is a file of ours, so no `blob:` script is
 * allowed; `blob:` images are how it decodes tiles.
 */
export function securityHeaders(basemap: Basemap | null): MiddlewareHandler<Env> {
  const maps = basemap === null || basemap.kind === 'pmtiles' ? [] : basemapSources(basemap)
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", startPageScriptSource],
      workerSrc: ["'self'"],
      // Component and map libraries place elements by inline styles.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:', ...maps],
      connectSrc: ["'self'", ...maps],
      fontSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    // Only meaningful on https, where the proxy in front sets it.
    strictTransportSecurity: false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: ['self'] },
  })
}

/** The same for answers that no app makes: name, value, name, value, … */
export async function fixedSecurityHeaders(basemap: Basemap | null): Promise<readonly string[]> {
  const app = new Hono<Env>().use(securityHeaders(basemap)).get('/', c => c.body(null))
  return [...(await app.request('/')).headers].flat()
}

/** A style names hosts of its own for tiles and glyphs, which we cannot know: any https host then, and any other in a network without https. */
function basemapSources({ kind, url }: { kind: 'style' | 'raster'; url: string }): string[] {
  const { origin, protocol } = new URL(url.replace(/\{[^}]*\}/g, '0'))
  if (kind === 'raster') return [origin]
  return protocol === 'http:' ? [origin, 'http:', 'https:'] : [origin, 'https:']
}
