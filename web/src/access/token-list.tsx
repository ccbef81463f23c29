import { CityTime } from '../city/city-time.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import type { OwnToken } from './access.api.ts'

/** Tokens that are alive: until when, last used on which day, and what they may do. */
export function TokenList({ tokens, onEnd }: { tokens: readonly OwnToken[]; onEnd: (id: number) => void }) {
  const t = useMessages('access')
  return (
    <ul className="keys">
      {tokens.map(token => (
        <li key={token.id}>
          <div>
            <span>{token.name}</span>
            <span className="quiet">
              {token.verbs === null ? t.readsOnly : token.verbs.map(verb => verbWords(t, verb)).join('、')}
              {' · '}
              {t.until} <CityTime instant={token.expiresAt} exact />
              {' · '}
              {token.usedOn === null ? t.neverUsed : t.usedOn(token.usedOn)}
            </span>
          </div>
          <Button aria-label={`${t.revoke}: ${token.name}`} onPress={() => onEnd(token.id)}>
            {t.revoke}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** What a verb means; a new one is shown by its code until it has words. */
export function verbWords(t: { verbs: Readonly<Record<string, string>> }, verb: string): string {
  return t.verbs[verb] ?? verb
}
