import {
  ChartColumn,
  ChartNoAxesCombined,
  Ellipsis,
  History,
  House,
  Info,
  Languages,
  PencilRuler,
} from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import { IconButton } from '../ui/button.tsx'
import { editDraft, openAnalysis, setView } from '../view.ts'

/** On a phone: what a wide bar shows as buttons and a narrow one has no room for. */
export function MoreMenu() {
  const t = useMessages('shell')
  const { adjustBorder } = useMessages('editor')
  const locale = useLocale()
  const items = [
    { icon: ChartColumn, label: t.indicators, open: () => setView({ panel: 'indicators' }) },
    { icon: ChartNoAxesCombined, label: t.analysis, open: openAnalysis },
    { icon: PencilRuler, label: adjustBorder, open: () => editDraft('list') },
    { icon: History, label: t.versions, open: () => setView({ panel: 'versions' }) },
    { icon: House, label: t.home, open: () => setView({ map: undefined }) },
    {
      icon: Languages,
      label: t.language,
      open: () => setView({ lang: locale === 'zh' ? 'en' : 'zh' }, 'replace'),
    },
    { icon: Info, label: t.about, open: () => setView({ dialog: 'about' }) },
  ]
  return (
    <MenuTrigger>
      <IconButton icon={Ellipsis} label={t.more} />
      <Popover className="menu-popover" placement="bottom end">
        <Menu className="menu" aria-label={t.more}>
          {items.map(({ icon: Icon, label, open }) => (
            <MenuItem key={label} className="menu-item" textValue={label} onAction={open}>
              <Icon size={16} strokeWidth={1.75} aria-hidden />
              {label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
