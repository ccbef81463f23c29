import { useQuery } from '@tanstack/react-query'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { figureText } from './figures.tsx'
import { type Figure, pictureQuery } from './wall.api.ts'

const askEveryMs = 15_000

/** What each number of the wall means, and the question that lists exactly its cases. */
export function RemoteNumbers() {
  const t = useMessages('wall')
  const locale = useLocale()
  const { data } = useQuery({ ...pictureQuery, refetchInterval: askEveryMs })
  const said = (key: Figure['key'], value: number | null) => {
    const { text, unit } = figureText(key, value, t, locale)
    return `${text} ${unit}`
  }
  return (
    <section className="remote-part" aria-label={t.numbers}>
      <h2>{t.numbers}</h2>
      <p className="quiet">{t.numbersHint}</p>
      <table className="remote-numbers">
        <tbody>
          {data?.figures.map(({ key, value, usual, filter }) => (
            <tr key={key}>
              <th scope="row">{t.figure[key].name}</th>
              <td>{said(key, value)}</td>
              <td className="quiet">
                {t.usual} {said(key, usual)}
              </td>
              <td>{t.figure[key].definition}</td>
              <td>
                <a href={`/api/incidents?${new URLSearchParams(filter)}`}>{t.cases}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
