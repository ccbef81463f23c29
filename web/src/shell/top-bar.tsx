import './top-bar.css'
import type { City } from '@jingwei/api/city/contract.ts'
import {
  ChartColumn,
  ChartNoAxesCombined,
  House,
  Info,
  Languages,
  ListTree,
  MapPinPlus,
  Monitor,
  Moon,
  PencilRuler,
  Search,
  Sun,
  Table2,
  Tv,
} from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { say, sayBeside, useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { editDraft, openAnalysis, setView, useView, type View } from '../view.ts'
import { Mark } from './mark.tsx'
import { MoreMenu } from './more-menu.tsx'
import { Slot } from './slot.tsx'
import { useThemeName } from './theme.tsx'

/** Whose city this is, how to find anything, and what concerns the whole page. */
export function TopBar({ city }: { city: City }) {
  const t = useMessages('shell')
  const locale = useLocale()
  const { adjustBorder } = useMessages('editor')
  const edit = useView(view => view.edit)
  const panel = useView(view => view.panel)
  const toggle = (name: NonNullable<View['panel']>) => setView({ panel: panel === name ? undefined : name })
  return (
    <header className="top-bar">
      <div className="top-bar-city">
        <Mark size={26} />
        <h1>
          {t.product}
          <span className="top-bar-name" title={sayBeside(city.name, locale)}>
            {say(city.name, locale)}
          </span>
        </h1>
        {city.synthetic !== null && (
          <button
            type="button"
            className="top-bar-demo"
            title={say(city.synthetic, locale)}
            onClick={() => setView({ dialog: 'about' })}
          >
            {t.synthetic}
          </button>
        )}
      </div>

      <button
        type="button"
        className="top-bar-search"
        aria-label={t.search}
        onClick={() => setView({ dialog: 'search' })}
      >
        <Search size={16} strokeWidth={1.75} aria-hidden />
        <span>{t.search}</span>
        <kbd>{isApple ? '⌘K' : 'Ctrl K'}</kbd>
      </button>

      <nav className="top-bar-actions" aria-label={t.product}>
        <span className="top-bar-wide">
          <IconButton icon={House} label={t.home} onPress={() => setView({ map: undefined })} />
        </span>
        <IconButton
          icon={ListTree}
          label={t.tree}
          aria-pressed={panel === 'tree'}
          onPress={() => toggle('tree')}
        />
        <IconButton
          icon={Table2}
          label={t.incidents}
          aria-pressed={panel === 'incidents'}
          onPress={() => toggle('incidents')}
        />
        <span className="top-bar-wide">
          <IconButton
            icon={ChartColumn}
            label={t.indicators}
            aria-pressed={panel === 'indicators'}
            onPress={() => toggle('indicators')}
          />
          <IconButton icon={ChartNoAxesCombined} label={t.analysis} onPress={openAnalysis} />
        </span>
        <span className="top-bar-wide">
          <IconButton
            icon={PencilRuler}
            label={adjustBorder}
            aria-pressed={edit !== undefined}
            onPress={() => (edit === undefined ? editDraft('list') : setView({ edit: undefined }))}
          />
        </span>
        <Button
          look="primary"
          icon={MapPinPlus}
          onPress={() => setView({ report: 'pick' })}
          aria-label={t.reportKey}
        >
          <span className="top-bar-wide">{t.report}</span>
        </Button>
        <ThemeMenu />
        <span className="top-bar-wide">
          <IconButton
            icon={Languages}
            label={t.language}
            onPress={() => setView({ lang: locale === 'zh' ? 'en' : 'zh' }, 'replace')}
          />
        </span>
        <span className="top-bar-narrow">
          <MoreMenu />
        </span>
        <span className="top-bar-wide">
          <IconButton icon={Info} label={t.about} onPress={() => setView({ dialog: 'about' })} />
        </span>
        <Slot name="account-menu" />
      </nav>
    </header>
  )
}

const themeIcons = { paper: Sun, night: Moon, wall: Tv, system: Monitor } as const

function ThemeMenu() {
  const t = useMessages('shell')
  const shown = useThemeName()
  const chosen = useView(view => view.theme) ?? 'system'
  return (
    <MenuTrigger>
      <IconButton icon={themeIcons[shown]} label={t.theme} />
      <Popover className="menu-popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={t.theme}
          selectionMode="single"
          selectedKeys={[chosen]}
          onAction={key =>
            setView({ theme: key === 'system' ? undefined : (key as View['theme']) }, 'replace')
          }
        >
          {(Object.keys(themeIcons) as (keyof typeof themeIcons)[]).map(name => {
            const Icon = themeIcons[name]
            return (
              <MenuItem key={name} id={name} className="menu-item" textValue={t.themes[name]}>
                <Icon size={16} strokeWidth={1.75} aria-hidden />
                {t.themes[name]}
              </MenuItem>
            )
          })}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)
