/** The letter of a single key that was pressed for the console itself: not while typing, choosing or with a modifier; else null. */
export function singleKey(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.isComposing || event.repeat) return null
  if (event.metaKey || event.ctrlKey || event.altKey || isBusy(event.target)) return null
  return event.key.toLowerCase()
}

/** Keys belong to fields, lists to choose from, menus and dialogs while those have the focus. */
function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role=listbox], [role=menu], [role=dialog]') !== null)
  )
}
