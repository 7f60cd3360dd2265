export { EntryView, type EntryViewProps } from './entry-view.tsx';
