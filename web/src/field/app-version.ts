import { useEffect, useState } from 'react'

const worker = '/field-worker.js'
const scope = '/field'
/** A phone in a pocket is not asked; one that is looked at asks again after so long. */
const askEveryMs = 15 * 60_000

/** Whether this phone can open the page without a connection: only pages from https can. */
export const canWorkOffline = 'serviceWorker' in navigator

/**
 * Keeps the page on this phone, and finds out when the server has a newer one. The newer page comes at once when nothing is being
 * typed, and else when its reader agrees.
 * @param isTyping asked at that moment
 * @returns how to let the newer page in, or null while there is none
 */
export function useAppVersion(isTyping: () => boolean): (() => void) | null {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null)
  useEffect(() => {
    if (!canWorkOffline || import.meta.env.DEV) return
    const ended = new AbortController()
    const { signal } = ended
    const { serviceWorker } = navigator
    // the first worker comes to a page that is as new as itself; every later one brings another page
    let isKept = serviceWorker.controller !== null
    const found = (next: ServiceWorker) => {
      if (isTyping()) setWaiting(next)
      else next.postMessage('let-in')
    }
    const taken = () => {
      if (isKept) window.location.reload()
      isKept = true
    }
    serviceWorker.addEventListener('controllerchange', taken, { signal })
    void serviceWorker.register(worker, { scope }).then(
      registration => {
        if (signal.aborted) return
        if (registration.waiting !== null) found(registration.waiting)
        watch(registration.installing, found)
        registration.addEventListener('updatefound', () => watch(registration.installing, found), { signal })
        const ask = () => void registration.update().catch(() => undefined)
        const timer = setInterval(ask, askEveryMs)
        signal.addEventListener('abort', () => clearInterval(timer))
        document.addEventListener('visibilitychange', () => document.hidden || ask(), { signal })
      },
      // without a worker the page works as long as there is a connection
      error => console.warn('no service worker', error),
    )
    return () => ended.abort()
  }, [isTyping])
  return waiting === null ? null : () => waiting.postMessage('let-in')
}

function watch(next: ServiceWorker | null, found: (next: ServiceWorker) => void): void {
  next?.addEventListener('statechange', () => {
    if (next.state === 'installed' && navigator.serviceWorker.controller !== null) found(next)
  })
}
