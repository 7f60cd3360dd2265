import { lazy, Suspense, useEffect } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Detail } from '../detail/detail.tsx';
import { ListPane } from '../list/list-pane.tsx';
import { Sidebar } from '../sidebar/sidebar.tsx';
import { showPane, useStore, type Page } from '../store/index.ts';
import { t } from '../strings/index.ts';
import { focusDetail, isDetailScrolled, isKeyboardInDetail, PAGE_ID } from './focus.ts';
import styles from './panes.module.css';
import { onNarrowing, useWidth } from './use-width.ts';

const PAGES = {
  cowork: lazy(async () => ({ default: (await import('../pages/cowork-page.tsx')).CoworkPage })),
  history: lazy(async () => ({ default: (await import('../pages/history-page.tsx')).HistoryPage })),
  health: lazy(async () => ({ default: (await import('../pages/health-page.tsx')).HealthPage })),
};

/** Places, list and detail: three panes, two with the detail over the list, or one at a time. */
export function Panes() {
  const width = useWidth();
  const page = useStore((store) => store.page);
  const pane = useStore((store) => store.pane);
  useEffect(() => {
    // Where all are in view none is in front, and Escape has nothing to take away.
    if (width === 'wide' && pane !== 'list') showPane('list');
  }, [width, pane]);
  const isNarrow = width === 'narrow';
  const layout = useLayout('frame', isNarrow ? ALONE : BESIDE_PLACES);
  return (
    <Group className={styles['group']} {...layout}>
      {!isNarrow && (
        <>
          <Panel id="nav" minSize="9.5rem" defaultSize="13rem" maxSize="20rem" groupResizeBehavior={KEEP}>
            <Sidebar />
          </Panel>
          <Separator className={styles['separator']} aria-label={t.frame.resizeNavigation} />
        </>
      )}
      <Panel id="main">
        {isNarrow && pane === 'nav' ? (
          <Sidebar />
        ) : page === 'list' ? (
          <ListAndDetail isWide={width === 'wide'} />
        ) : (
          <Full page={page} />
        )}
      </Panel>
    </Group>
  );
}

const ALONE = ['main'];
const BESIDE_PLACES = ['nav', 'main'];
const SIDE_BY_SIDE = ['list', 'detail'];
const KEEP = 'preserve-pixel-size';

/** Widths are the person's, and remembered. */
const useLayout = (id: string, panelIds: string[]) =>
  useDefaultLayout({ id: `ghostlight.${id}`, panelIds, storage: localStorage });

/**
 * The list and, beside it, the detail; where there is no room for that, the detail lies over the list once one is opened.
 * One tree for both, so that a conversation goes on where it is when the window changes: its panels keep their widths,
 * and only what is in them lies over the whole.
 */
function ListAndDetail({ isWide }: { isWide: boolean }) {
  const isOpen = useStore(({ pane, selection }) => pane === 'detail' && selection.cursor !== null);
  const isOver = isOpen && !isWide;
  useEffect(() => {
    if (isOver && !isKeyboardInDetail()) focusDetail();
  }, [isOver]);
  const layout = useLayout('list', SIDE_BY_SIDE);
  const layer = isWide ? styles['beside'] : styles['layer'];
  return (
    <div className={styles['both']}>
      <Group {...layout}>
        <Panel id="list" minSize="17rem" defaultSize="39%" maxSize="46rem" groupResizeBehavior={KEEP}>
          <div className={layer} inert={isOver}>
            <ListPane />
          </div>
        </Panel>
        <Separator
          className={styles['separator']}
          aria-label={t.frame.resizeList}
          disabled={!isWide}
          hidden={!isWide}
        />
        <Panel id="detail" minSize="20rem">
          {(isWide || isOpen) && (
            <div className={layer} data-over={isOver || undefined}>
              <Detail />
            </div>
          )}
        </Panel>
      </Group>
    </div>
  );
}

// Who reads goes on reading when the window gets too small for all three.
onNarrowing(() => {
  if (useStore.getState().selection.cursor !== null && (isKeyboardInDetail() || isDetailScrolled())) showPane('detail');
});

function Full({ page }: { page: Exclude<Page, 'list'> }) {
  const Content = PAGES[page];
  return (
    <div id={PAGE_ID} className={styles['page']} tabIndex={-1}>
      <Suspense fallback={null}>
        <Content />
      </Suspense>
    </div>
  );
}
