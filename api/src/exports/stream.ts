import type { Ctx } from '../context.ts'

/** Reads on only as fast as the caller takes it. A failure on the way breaks the connection off: half a file must not look whole. */
export function streamOf(ctx: Ctx, bytes: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await bytes.next()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          ctx.log.error({ err: error }, 'an export broke off')
          controller.error(error)
        }
      },
      async cancel() {
        await bytes.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
