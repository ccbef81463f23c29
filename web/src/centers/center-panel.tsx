import { useQuery } from '@tanstack/react-query'
import { Building2, List, LocateFixed, SearchX } from 'lucide-react'
import { useCityWords } from '../city/city-words.ts'
import { NetMark } from '../city/net-mark.tsx'
import { cameraOfPoint } from '../fly.ts'
import { formatPoint } from '../i18n/format.ts'
import { useMessages, useMessagesBeside } from '../i18n/messages.ts'
import { Badge, SyntheticBadge } from '../ui/badge.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Panel, Section } from '../ui/panel.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx'
import { currentView, select, setView, useView } from '../view.ts'
import { type Center, centersQuery } from './centers.api.ts'

/** What the inspector says of the selected service center. */
export function CenterPanel() {
  const code = useView(view => view.center)
  return code === undefined ? null : <OneCenter code={code} />
}

function OneCenter({ code }: { code: string }) {
  const t = useMessages('centers')
  const { data, error, refetch } = useQuery(centersQuery(useView(view => view.at)))
  const center = data?.centers.find(one => one.code === code)
  const close = () => select({})
  if (center !== undefined) return <CenterBody center={center} onClose={close} />
  return (
    <Panel over={t.center} title={<span className="code">{code}</span>} onClose={close}>
      {data !== undefined ? (
        <EmptyState icon={SearchX} title={t.gone} hint={t.goneHint} />
      ) : error === null ? (
        <Skeleton rows={6} />
      ) : (
        <ErrorState error={error} onRetry={refetch} />
      )}
    </Panel>
  )
}

function CenterBody({ center, onClose }: { center: Center; onClose: () => void }) {
  const t = useMessages('centers')
  const beside = useMessagesBeside('centers')
  const words = useCityWords()
  return (
    <Panel
      over={
        <>
          <Badge tone="accent">
            <Building2 size={12} aria-hidden />
            {t.center}
          </Badge>
          {center.synthetic && <SyntheticBadge />}
        </>
      }
      title={words.say(center.name)}
      under={words.sayBeside(center.name)}
      actions={
        <IconButton
          icon={LocateFixed}
          label={t.fly}
          onPress={() => setView({ map: cameraOfPoint(center.lon, center.lat, currentView().map) })}
        />
      }
      onClose={onClose}
      foot={
        <Button
          icon={List}
          onPress={() => setView({ panel: 'incidents', within: center.grid.code, status: 'open' })}
        >
          {t.openNear}
        </Button>
      }
    >
      <Section title={t.serves} beside={beside.serves}>
        <button type="button" className="link" onClick={() => select({ grid: center.grid.code })}>
          {words.say(center.grid.name)}
        </button>{' '}
        <span className="quiet">{words.level(center.grid.level)}</span>
      </Section>
      <Section title={t.services} beside={beside.services}>
        {center.services.length === 0 ? (
          <p className="quiet">{t.noServices}</p>
        ) : (
          <ul className="wrap" lang="zh-CN">
            {center.services.map(service => (
              <li key={service}>
                <Badge>{service}</Badge>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t.nets} beside={beside.nets}>
        <ul className="wrap-loose">
          {center.nets.map(net => (
            <li key={net}>
              <NetMark net={net} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t.hours} beside={beside.hours}>
        <p>{center.hours ?? t.hoursUnknown}</p>
      </Section>
      <Section title={t.place} beside={beside.place}>
        <p>
          {formatPoint(center.lon, center.lat)} <span className="quiet">WGS84</span>
        </p>
      </Section>
    </Panel>
  )
}
