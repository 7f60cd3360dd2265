import { Component, useState, type ErrorInfo, type ReactNode } from 'react';
import { ClipboardCopy, RotateCw } from 'lucide-react';
import { useStore } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { Lantern } from '../mark/lantern.tsx';
import { Button } from '../ui/index.ts';
import styles from './stumble.module.css';

interface Fault {
  error: unknown;
  /** Which components it came through. */
  way: string | null;
}

/** In place of a window that could not be drawn: what happened, and what to do. */
export class Stumble extends Component<{ children: ReactNode }, { fault: Fault | null }> {
  override state: { fault: Fault | null } = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: Fault } {
    return { fault: { error, way: null } };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ fault: { error, way: componentStack ?? null } });
  }

  override render(): ReactNode {
    if (this.state.fault === null) return this.props.children;
    // A part of the window that was never loaded cannot be had of a server that has ended.
    const { failure } = useStore.getState();
    return failure?.code === 'unavailable' ? <Gone why={failure.message} /> : <Fallen fault={this.state.fault} />;
  }
}

function Gone({ why }: { why: string }) {
  return (
    <Fall title={t.failures.unavailable[0]}>
      <p>{why}</p>
    </Fall>
  );
}

function Fall({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles['stumble']}>
      <div className={styles['column']} role="alert">
        <Lantern light="low" size="4rem" />
        <h1 className={styles['title']}>{title}</h1>
        {children}
      </div>
    </main>
  );
}

function Fallen({ fault }: { fault: Fault }) {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(detailsOf(fault)).then(
      () => setCopied(t.stumble.copied),
      () => setCopied(t.common.copyFailed),
    );
  };
  return (
    <Fall title={t.stumble.title}>
      <p>{t.stumble.what}</p>
      <p>{t.stumble.next}</p>
      <div className={styles['actions']}>
        <Button icon={RotateCw} onClick={() => window.location.reload()}>
          {t.stumble.reload}
        </Button>
        <Button tone="quiet" icon={ClipboardCopy} onClick={copy}>
          {t.stumble.copy}
        </Button>
      </div>
      {copied !== null && <p role="status">{copied}</p>}
    </Fall>
  );
}

/** For a report: the fault and the version, and nothing of the person's. */
function detailsOf({ error, way }: Fault): string {
  const version = useStore.getState().live?.version ?? '?';
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [`Ghostlight ${version}`, navigator.userAgent, what, way].filter((part) => part !== null).join('\n');
}
