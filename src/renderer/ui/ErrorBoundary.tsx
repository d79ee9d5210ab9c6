import { Component, type ReactNode } from 'react'
import { useText } from '../text/Text.tsx'
import { Button } from './Button.tsx'
import { ErrorState } from './States.tsx'

type Props = { children: ReactNode; onFault?: (fault: unknown) => void }

/** Keeps a fault in one screen from taking the whole window down. A class, because React offers nothing else for it. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override componentDidCatch(fault: unknown): void {
    this.props.onFault?.(fault)
  }

  override render(): ReactNode {
    return this.state.failed ? (
      <Crashed onReopen={() => this.setState({ failed: false })} />
    ) : (
      this.props.children
    )
  }
}

function Crashed({ onReopen }: { onReopen: () => void }) {
  const text = useText().kit.states
  return (
    <ErrorState title={text.crashed}>
      <p>{text.crashedText}</p>
      <Button variant="primary" onClick={onReopen}>
        {text.reopen}
      </Button>
    </ErrorState>
  )
}
