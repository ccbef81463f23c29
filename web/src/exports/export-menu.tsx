import './export-menu.css'
import { maxExportRows } from '@jingwei/api/exports/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { Download, FileSpreadsheet, FileText } from 'lucide-react'
import { useState } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { url } from '../api.ts'
import { heatQuery } from '../heat/heat.api.ts'
import { formatCount } from '../i18n/format.ts'
import { useLocale } from '../i18n/locale.tsx'
import { useMessages } from '../i18n/messages.ts'
import type { IncidentFilter } from '../incidents/incidents.api.ts'
import { IconButton } from '../ui/button.tsx'

const formats = [
  ['csv', FileText],
  ['xlsx', FileSpreadsheet],
] as const

/** The incidents of a filter as a file. What would be too long is refused here, before a download fails. */
export function ExportMenu({ filter }: { filter: IncidentFilter }) {
  const t = useMessages('exports')
  const locale = useLocale()
  const [isOpen, setOpen] = useState(false)
  const { data: heat } = useQuery({ ...heatQuery(filter, 0), enabled: isOpen })
  const limit = formatCount(maxExportRows, locale)
  const isTooMany = heat !== undefined && heat.total > maxExportRows
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <IconButton icon={Download} label={t.export} />
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu export-menu"
          aria-label={t.export}
          disabledKeys={isTooMany ? ['csv', 'xlsx'] : []}
        >
          {formats.map(([format, Icon]) => (
            <MenuItem
              key={format}
              id={format}
              className="menu-item"
              textValue={t[format]}
              href={url(`/api/incidents.${format}`, filter)}
              download
            >
              <Icon size={16} strokeWidth={1.75} aria-hidden />
              {t[format]}
            </MenuItem>
          ))}
        </Menu>
        <p className="export-limit">
          {isTooMany ? t.tooMany(formatCount(heat.total, locale), limit) : t.limit(limit)}
        </p>
      </Popover>
    </MenuTrigger>
  )
}
