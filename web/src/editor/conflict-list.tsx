import './conflict-list.css'
import type { DraftConflicts } from '@jingwei/api/drafts/contract.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { GitMerge, LocateFixed, Undo2 } from 'lucide-react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { sessionQuery } from '../access/access.api.ts'
import { cityQuery } from '../city/city.api.ts'
import { useCityWords } from '../city/city-words.ts'
import { cameraOfBounds } from '../fly.ts'
import { atlasQuery } from '../grids/atlas.api.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Section } from '../ui/panel.tsx'
import { ErrorNotice, ErrorState, Notice, Skeleton } from '../ui/states.tsx'
import { editDraft, setView } from '../view.ts'
import { clusterName, type Take, takes } from './conflict-choices.ts'
import { boundsOfGround, groundOf } from './conflicts-layer.ts'
import { type Desk, draftsQuery, resolveConflicts } from './editor.api.ts'
import { useChoices, useConflicts } from './use-conflicts.ts'

type Cluster = DraftConflicts['clusters'][number]

/** So many grids are named; the others are a number. */
const mostNamed = 4

/** What others published since the draft was begun: nothing in its way, or a choice for each place where they meet. */
export function ConflictList({ desk }: { desk: Desk }) {
  const t = useMessages('editor')
  const beside = useMessagesBeside('editor')
  const { isBehind, query } = useConflicts(desk)
  if (!isBehind) return null
  const { data, error, refetch } = query
  return (
    <Section title={t.conflicts} beside={beside.conflicts}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={3} />}
      {data !== undefined &&
        (data.clusters.length === 0 ? (
          <Notice tone="success">{t.noConflicts(`${data.against}`)}</Notice>
        ) : (
          <Clusters desk={desk} conflicts={data} />
        ))}
    </Section>
  )
}

function Clusters({ desk, conflicts }: { desk: Desk; conflicts: DraftConflicts }) {
  const t = useMessages('editor')
  const queries = useQueryClient()
  const { data: session } = useQuery(sessionQuery)
  const { draft, choices } = desk
  const { against, silent, clusters } = conflicts
  const chosen = useChoices(choices)
  const takeOf = (cluster: Cluster) => chosen.get(clusterName(against, cluster.key))
  const left = clusters.filter(cluster => takeOf(cluster) === undefined).length
  const isOwn = session?.account === draft.author
  const resolve = useMutation({
    mutationFn: () =>
      resolveConflicts(draft.id, {
        against,
        choices: clusters.flatMap(cluster => {
          const take = takeOf(cluster)
          return take === undefined ? [] : [{ cluster: cluster.key, take }]
        }),
      }),
    onSuccess: async next => {
      await queries.invalidateQueries({ queryKey: draftsQuery.queryKey })
      editDraft(next.id)
    },
    // others published again: the clusters are asked for anew
    onError: () => queries.invalidateQueries({ queryKey: cityQuery.queryKey }),
  })
  return (
    <>
      <Notice tone="warning">
        <p>{t.conflictsFound(`${against}`, `${clusters.length}`)}</p>
        {silent > 0 && <p>{t.silent(`${silent}`)}</p>}
      </Notice>
      <ol className="conflicts">
        {clusters.map((cluster, i) => (
          <li key={cluster.key}>
            <OneCluster
              desk={desk}
              number={i + 1}
              cluster={cluster}
              against={against}
              take={takeOf(cluster)}
              mayChoose={isOwn && !resolve.isPending}
            />
          </li>
        ))}
      </ol>
      {isOwn ? (
        <>
          <p className="quiet" role="status">
            {left > 0 ? t.choicesLeft(`${left}`) : t.resolveHint}
          </p>
          <div className="wrap editor-acts">
            <Button
              look="primary"
              icon={GitMerge}
              isDisabled={left > 0}
              isPending={resolve.isPending}
              onPress={() => resolve.mutate()}
            >
              {t.resolve}
            </Button>
            <Button icon={Undo2} isDisabled={!choices.canUndo} onPress={() => choices.undo()}>
              {t.undoChoice}
            </Button>
          </div>
        </>
      ) : (
        <p className="quiet">{t.authorDecides(draft.author)}</p>
      )}
      {resolve.error !== null && <ErrorNotice error={resolve.error} />}
    </>
  )
}

interface ClusterProps {
  desk: Desk
  number: number
  cluster: Cluster
  against: number
  take: Take | undefined
  mayChoose: boolean
}

function OneCluster({ desk, number, cluster, against, take, mayChoose }: ClusterProps) {
  const t = useMessages('editor')
  const words = useCityWords()
  const { boundaries } = desk.editor
  const { data: atlas } = useQuery(atlasQuery(against))
  const drawn = (code: string) => boundaries.grid(code)?.name
  const published = (code: string) => atlas?.tree.get(code)?.name
  const named = (codes: readonly string[], isTheirs = false) => {
    const names = codes.slice(0, mostNamed).map(code => {
      const name = isTheirs ? (published(code) ?? drawn(code)) : (drawn(code) ?? published(code))
      return name === undefined ? code : words.say(name)
    })
    const more = codes.length > mostNamed ? ` ${t.moreGrids(`${codes.length - mostNamed}`)}` : ''
    return names.join(t.comma) + more
  }
  const steps = [...new Set(cluster.steps)].map(kind => stepName(t.steps, kind) ?? t.severalSteps)
  const show = () => {
    const bounds = atlas === undefined ? null : boundsOfGround(groundOf(cluster, boundaries, atlas))
    if (bounds !== null) setView({ map: cameraOfBounds(bounds) })
  }
  const refusal = cluster.refused
  const isRefused = refusal !== null
  return (
    <RadioGroup
      className="conflict"
      orientation="horizontal"
      value={take ?? null}
      isDisabled={!mayChoose}
      onChange={to => desk.choices.choose(clusterName(against, cluster.key), to as Take)}
    >
      <div className="conflict-top">
        <Label className="conflict-name">
          <span className="conflict-number">{number}</span> {named([cluster.key])}
        </Label>
        <IconButton icon={LocateFixed} label={t.show} onPress={show} />
      </div>
      <dl className="conflict-sides">
        <dt>{t.mineHere}</dt>
        <dd>
          {named(cluster.mine)} <span className="quiet">{steps.join(t.comma)}</span>
        </dd>
        <dt>{t.theirsHere}</dt>
        <dd>{cluster.theirs.length === 0 ? t.nothingHere : named(cluster.theirs, true)}</dd>
      </dl>
      {isRefused && (
        <p className="conflict-refused">
          {t.cannotTakeMine} {refusalSentence(t.refusals, refusal) ?? ''}
        </p>
      )}
      <div className="conflict-takes">
        {takes.map(each => (
          <Radio
            key={each}
            value={each}
            className="conflict-take"
            isDisabled={!mayChoose || (each === 'mine' && isRefused)}
          >
            {t.takes[each]}
          </Radio>
        ))}
      </div>
      {take !== undefined && <p className="quiet conflict-hint">{t.takeHints[take]}</p>}
    </RadioGroup>
  )
}

/** The server names steps and refusals by their codes; one that this page does not know is not shown. */
function stepName(names: Readonly<Record<string, string>>, kind: string): string | undefined {
  return names[kind]
}

function refusalSentence(sentences: Readonly<Record<string, string>>, code: string): string | undefined {
  return sentences[code]
}
