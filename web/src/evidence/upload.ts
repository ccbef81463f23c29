import type { z } from 'zod'
import { Failure, failureOf } from '../api.ts'

/** `POST` of a form that tells how much of it has left, 0…1: what `fetch` cannot tell. */
export function upload<T>(
  path: string,
  contract: z.ZodType<T>,
  form: FormData,
  headers: Readonly<Record<string, string>>,
  onProgress: (share: number) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
    request.onerror = () => reject(new Failure('offline'))
    request.onload = () => {
      const response = new Response(request.responseText, { status: request.status })
      const read = async () => {
        if (!response.ok) throw await failureOf(response)
        try {
          return contract.parse(await response.json())
        } catch (cause) {
          throw new Failure('unreadable-answer', { status: response.status, cause })
        }
      }
      read().then(resolve, reject)
    }
    request.send(form)
  })
}
