import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import {
  Button as AriaButton,
  Collection,
  ListLayout,
  Tree,
  TreeItem,
  TreeItemContent,
  Virtualizer,
} from 'react-aria-components'
import { useCityWords } from '../city/city-words.ts'
import { cameraOfBounds } from '../fly.ts'
import { formatCount } from '../i18n/format.ts'
import { useMessages } from '../i18n/messages.ts'
import { select, setView, useView } from '../view.ts'
import type { GridSummary } from './grids.api.ts'
import { type GridNode, visibleCodes } from './open-branches.ts'

interface Props {
  nodes: readonly GridNode[]
  open?: ReadonlySet<string>
  setOpen?: (open: ReadonlySet<string>) => void
  /** Search results: no branches. */
  flat?: boolean
}

const rowPixels = 32

/** Rows of the tree. Enter selects, Shift+Enter shows the grid on the map as well. */
export function GridTreeRows({ nodes, open, setOpen, flat = false }: Props) {
  const t = useMessages('grids')
  const selected = useView(view => view.grid)
  const tree = useRef<HTMLDivElement>(null)
  const row = selected === undefined ? -1 : visibleCodes(nodes, open).indexOf(selected)
  useShown(tree, row)
  return (
    <div className="tree" onKeyDownCapture={event => showOnShiftEnter(event, nodes)}>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: rowPixels }}>
        <Tree
          ref={tree}
          aria-label={t.tree}
          aria-describedby="grid-tree-hint"
          className="tree-rows"
          items={nodes}
          selectionMode="single"
          selectionBehavior="toggle"
          selectedKeys={selected === undefined ? [] : [selected]}
          onSelectionChange={keys => {
            const [code] = keys === 'all' ? [] : keys
            if (code !== undefined) select({ grid: String(code) })
          }}
          expandedKeys={open ?? []}
          onExpandedChange={keys => setOpen?.(new Set([...keys].map(String)))}
        >
          {node => <Branch node={node} flat={flat} />}
        </Tree>
      </Virtualizer>
    </div>
  )
}

/** Scrolls so that a row selected elsewhere is in sight; rows that are in sight stay where they are. */
function useShown(tree: RefObject<HTMLDivElement | null>, row: number): void {
  useEffect(() => {
    const box = tree.current
    if (box === null || row < 0) return
    const top = row * rowPixels
    const isShown = top >= box.scrollTop && top + rowPixels <= box.scrollTop + box.clientHeight
    if (!isShown) box.scrollTop = top - box.clientHeight / 2
  }, [tree, row])
}

function Branch({ node, flat }: { node: GridNode; flat: boolean }) {
  const { grid } = node
  const t = useMessages('grids')
  const words = useCityWords()
  return (
    <TreeItem
      id={grid.code}
      className="tree-row"
      textValue={words.say(grid.name)}
      hasChildItems={!flat && grid.childCount > 0}
    >
      <TreeItemContent>
        {({ hasChildItems, isExpanded }) => (
          <>
            {hasChildItems ? (
              <AriaButton
                slot="chevron"
                className="tree-chevron"
                aria-label={isExpanded ? t.collapse : t.expand}
              >
                <ChevronRight size={14} aria-hidden />
              </AriaButton>
            ) : (
              <span className="tree-chevron" />
            )}
            <RowText grid={grid} />
          </>
        )}
      </TreeItemContent>
      {!flat && grid.childCount > 0 && node.children.length === 0 && <OnItsWay parent={grid.code} />}
      <Collection items={node.children}>{child => <Branch node={child} flat={flat} />}</Collection>
    </TreeItem>
  )
}

/** Holds the place of children that have not arrived: without any child the library's arrow keys take a row for a leaf. */
function OnItsWay({ parent }: { parent: string }) {
  const t = useMessages('ui')
  return (
    <TreeItem id={`${parent} children`} className="tree-row" textValue={t.loading} isDisabled>
      <TreeItemContent>
        <span className="quiet">{t.loading}</span>
      </TreeItemContent>
    </TreeItem>
  )
}

function RowText({ grid }: { grid: GridSummary }) {
  const t = useMessages('grids')
  const words = useCityWords()
  const openCount = formatCount(grid.openIncidents, words.locale)
  return (
    <>
      <span className="tree-name" title={`${words.level(grid.level)} · ${grid.code}`}>
        {words.say(grid.name)}
      </span>
      {grid.openIncidents > 0 && (
        <span className="tree-count" title={t.openCount(openCount)}>
          <span aria-hidden>{openCount}</span>
          <span className="spoken">{t.openCount(openCount)}</span>
        </span>
      )}
    </>
  )
}

/** Before the tree itself sees the key: to it Shift+Enter means something else. */
function showOnShiftEnter(event: KeyboardEvent, nodes: readonly GridNode[]): void {
  if (event.key !== 'Enter' || !event.shiftKey || !(event.target instanceof Element)) return
  const code = event.target.closest('[data-key]')?.getAttribute('data-key')
  const grid = code === null || code === undefined ? undefined : find(nodes, code)
  if (grid === undefined) return
  event.preventDefault()
  event.stopPropagation()
  setView({
    grid: grid.code,
    incident: undefined,
    center: undefined,
    report: undefined,
    map: cameraOfBounds(grid.bounds),
  })
}

function find(nodes: readonly GridNode[], code: string): GridSummary | undefined {
  for (const node of nodes) {
    const found = node.grid.code === code ? node.grid : find(node.children, code)
    if (found !== undefined) return found
  }
  return undefined
}
