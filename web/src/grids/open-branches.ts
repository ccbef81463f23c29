import { useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useView } from '../view.ts'
import { childGridsQuery, type GridSummary, gridQuery } from './grids.api.ts'

/** A grid of the tree with the children that have arrived; none before its branch is open. */
export interface GridNode {
  readonly grid: GridSummary
  readonly children: readonly GridNode[]
}

/** The tree as far as it is open: children are asked for branch by branch. */
export function useOpenBranches(top: readonly GridSummary[], at: string | undefined) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  useOpenToSelected(at, codes => setOpen(now => new Set([...now, ...codes])))
  const codes = [...open]
  const answers = useQueries({ queries: codes.map(code => childGridsQuery(code, at)) })
  const childrenOf = new Map(codes.map((code, i) => [code, answers[i]?.data?.grids ?? []]))
  return { nodes: nodesOf(top, childrenOf), open, setOpen }
}

export function nodesOf(
  grids: readonly GridSummary[],
  childrenOf: ReadonlyMap<string, readonly GridSummary[]>,
): GridNode[] {
  return grids.map(grid => ({ grid, children: nodesOf(childrenOf.get(grid.code) ?? [], childrenOf) }))
}

/** Codes of the rows that are there to be seen, from top to bottom. */
export function visibleCodes(nodes: readonly GridNode[], open: ReadonlySet<string> = new Set()): string[] {
  return nodes.flatMap(({ grid, children }) =>
    open.has(grid.code) ? [grid.code, ...visibleCodes(children, open)] : [grid.code],
  )
}

/** Opens the branches above the selected grid, so that it can be seen wherever it was selected. */
function useOpenToSelected(at: string | undefined, onOpen: (codes: string[]) => void): void {
  const selected = useView(view => view.grid)
  const { data } = useQuery({ ...gridQuery(selected ?? '', at), enabled: selected !== undefined })
  // once per selected grid; closing a branch afterwards is the reader's wish
  useEffect(() => {
    if (data !== undefined) onOpen(data.chain.slice(0, -1).map(link => link.code))
  }, [data?.code])
}
