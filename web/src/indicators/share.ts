/** `93.72 %`, as the field publishes it; a dash where there was nothing to divide by. */
export function formatShare(share: number | null | undefined): string {
  return share === null || share === undefined ? '—' : `${(share * 100).toFixed(2)} %`
}
