import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Detail } from '../detail/detail.tsx';
import { ListPane } from '../list/list-pane.tsx';
import { Sidebar } from '../sidebar/sidebar.tsx';
import { showPane, useStore, type Page } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { focusDetail } from './focus.ts';
import styles from './panes.module.css';
import { useWidth } from './use-width.ts';

const PAGES = {
  cowork: lazy(async () => ({ default: (await import('../pages/cowork-page.tsx')).CoworkPage })),
  history: lazy(async () => ({ default: (await import('../pages/history-page.tsx')).HistoryPage })),
  health: lazy(async () => ({ default: (await import('../pages/health-page.tsx')).HealthPage })),
};

/** Places, list and detail: three panes, two with the detail sliding over the list, or one at a time. */
export function Panes() {
  const width = useWidth();
  const page = useStore((store) => store.page);
  const pane = useStore((store) => store.pane);
  useEffect(() => {
    // Where all are in view none is in front, and Escape has nothing to take away.
    if (width === 'wide' && pane !== 'list') showPane('list');
  }, [width, pane]);
  if (width === 'narrow') return <OnePane page={page} />;
  if (page !== 'list') return <Split id="page" second={<Full page={page} />} />;
  return width === 'wide' ? (
    <Split id="wide" second={<ListPane />} third={<Detail />} />
  ) : (
    <Split id="middle" second={<Sliding />} />
  );
}

interface SplitProps {
  id: string;
  second: ReactNode;
  third?: ReactNode;
}

/** Widths are the person's, and remembered for each arrangement. */
function Split({ id, second, third }: SplitProps) {
  const panelIds = useMemo(() => (third === undefined ? ['nav', 'main'] : ['nav', 'list', 'detail']), [third]);
  const layout = useDefaultLayout({ id: `ghostlight.${id}`, panelIds, storage: localStorage });
  return (
    <Group key={id} className={styles['group']} {...layout}>
      <Panel id="nav" minSize="9.5rem" defaultSize="13rem" maxSize="20rem" groupResizeBehavior="preserve-pixel-size">
        <Sidebar />
      </Panel>
      <Separator className={styles['separator']} aria-label={t.frame.resizeNavigation} />
      {third === undefined ? (
        <Panel id="main">{second}</Panel>
      ) : (
        <>
          <Panel id="list" minSize="17rem" defaultSize="33%" maxSize="46rem" groupResizeBehavior="preserve-pixel-size">
            {second}
          </Panel>
          <Separator className={styles['separator']} aria-label={t.frame.resizeList} />
          <Panel id="detail" minSize="20rem">
            {third}
          </Panel>
        </>
      )}
    </Group>
  );
}

/** The list with the detail over it, once one is opened. */
function Sliding() {
  const isOpen = useStore(({ pane, selection }) => pane === 'detail' && selection.cursor !== null);
  useEffect(() => {
    if (isOpen) focusDetail();
  }, [isOpen]);
  return (
    <div className={styles['sliding']}>
      <div className={styles['under']} inert={isOpen}>
        <ListPane />
      </div>
      {isOpen && (
        <div className={styles['over']}>
          <Detail />
        </div>
      )}
    </div>
  );
}

function OnePane({ page }: { page: Page }) {
  const pane = useStore((store) => store.pane);
  useEffect(() => {
    if (pane === 'detail') focusDetail();
  }, [pane]);
  return (
    <div className={styles['one']}>
      {pane === 'nav' ? (
        <Sidebar />
      ) : page !== 'list' ? (
        <Full page={page} />
      ) : pane === 'detail' ? (
        <Detail />
      ) : (
        <ListPane />
      )}
    </div>
  );
}

function Full({ page }: { page: Exclude<Page, 'list'> }) {
  const Content = PAGES[page];
  return (
    <div className={styles['page']}>
      <Suspense fallback={null}>
        <Content />
      </Suspense>
    </div>
  );
}
