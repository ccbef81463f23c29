import { Building2, FileText, Hexagon, type LucideIcon, Tag, UserRound } from 'lucide-react'
import type { SearchHit } from './search.api.ts'

export const hitIcons: Readonly<Record<SearchHit['kind'], LucideIcon>> = {
  grid: Hexagon,
  center: Building2,
  post: UserRound,
  incident: FileText,
  class: Tag,
}
