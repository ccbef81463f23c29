/**
 * A `ref` for lists that are steered from a search field: the keyboard stays in the field, yet whoever wants to scroll the list
 * by keyboard must be able to get into it.
 */
export function reachable(element: HTMLElement | null): void {
  element?.setAttribute('tabindex', '0')
}
