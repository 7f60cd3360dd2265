import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { Toaster as Sonner } from 'sonner';
import { t } from '../strings/index.ts';
import { IconGlyph } from '../ui/index.ts';
import { useConfirmations } from './use-confirmations.ts';
import styles from './toaster.module.css';

const ICONS = {
  success: <IconGlyph icon={CircleCheck} />,
  info: <IconGlyph icon={Info} />,
  warning: <IconGlyph icon={TriangleAlert} />,
  error: <IconGlyph icon={CircleAlert} />,
  close: <IconGlyph icon={X} size="s" />,
};

const part = (name: string): string => styles[name] ?? '';

/** Short messages at the lower edge, read out as they come. Once in the window. */
export function Toaster() {
  useConfirmations();
  return (
    <Sonner
      position="bottom-center"
      containerAriaLabel={t.toasts.label}
      icons={ICONS}
      closeButton
      expand
      gap={8}
      toastOptions={{
        unstyled: true,
        duration: 6000,
        closeButtonAriaLabel: t.toasts.close,
        classNames: {
          toast: part('toast'),
          title: part('title'),
          description: part('description'),
          icon: part('icon'),
          content: part('content'),
          closeButton: part('close'),
          error: part('error'),
        },
      }}
    />
  );
}
