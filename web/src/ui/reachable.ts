/**
 * A `ref` for lists that are steered from a search field: the keyboard stays in the field, yet whoever wants to scroll the list
 * by keyboard must be able to get into it.
 */
export function reachable(element: HTMLElement | null): void {
  // a moment later: a list that has a tabindex when it is tied to its field is taken for one that steers itself
  queueMicrotask(() => element?.setAttribute('tabindex', '0'))
}
