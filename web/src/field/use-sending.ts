import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { sessionQuery } from '../access/access.api.ts'
import { fieldKey } from './my-cases.api.ts'
import { Outbox } from './outbox.ts'
import { Sender } from './sender.ts'

/** One person's outbox and its sender, as long as that person is signed in here. Null while the outbox is opened. */
export function useSending(account: string) {
  const queries = useQueryClient()
  const [work, setWork] = useState<{ outbox: Outbox; sender: Sender } | null>(null)
  const [isSending, setSending] = useState(false)
  const [isUnreachable, setUnreachable] = useState(false)
  useEffect(() => {
    let isGone = false
    let sent = 0
    const outbox = new Outbox(account)
    const sender = new Sender(outbox, {
      onSending: setSending,
      onStop: stop => {
        setUnreachable(stop === 'later')
        if (stop === 'sign-in') void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      },
    })
    outbox.listen(() => {
      const before = sent
      sent = outbox.lines.filter(line => line.state === 'sent').length
      // what the server has taken changes what it answers
      if (sent > before) void queries.invalidateQueries({ queryKey: [...fieldKey, account] })
    })
    void outbox.open().then(() => {
      if (isGone) return
      setWork({ outbox, sender })
      sender.send()
    })
    return () => {
      isGone = true
      sender.end()
      outbox.close()
    }
  }, [account, queries])
  return { work, isSending, isUnreachable }
}
