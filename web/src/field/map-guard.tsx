import { Component, type ReactNode } from 'react'

/** A map that cannot be fetched or drawn says so, and the form around it stays. */
export class MapGuard extends Component<{ words: string; children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <p role="alert">{this.props.words}</p> : this.props.children
  }
}
