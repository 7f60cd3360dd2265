import { Component, type ReactNode } from 'react';

interface FallbackProps {
  /** Shown where the children cannot be. */
  instead: ReactNode;
  children: ReactNode;
}

/** A text that no one foresaw must not take the conversation with it. */
export class Fallback extends Component<FallbackProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.instead : this.props.children;
  }
}
