import type { LucideIcon } from 'lucide-react';

/** An icon of the one family that the window uses. Always beside a word or a name, so hidden from readers. */
export type Icon = LucideIcon;

interface IconGlyphProps {
  icon: Icon;
  size?: 's' | 'm' | 'l';
}

const SIZES = { s: '0.875rem', m: '1rem', l: '1.5rem' } as const;

export function IconGlyph({ icon: Glyph, size = 'm' }: IconGlyphProps) {
  return <Glyph size={SIZES[size]} strokeWidth={size === 'l' ? 1.5 : 1.75} aria-hidden />;
}
