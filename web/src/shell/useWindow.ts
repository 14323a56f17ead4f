import { useElementSize } from '@mantine/hooks';
import { type RefObject, useEffect, useRef, useState } from 'react';

/** How many rows are drawn above and below those in view. */
const spare = 8;

interface Window {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly from: number;
  readonly to: number;
  show(place: number): void;
  /** How many rows fit. */
  readonly fits: number;
}

/** Of a long list of rows of one height, those that are in view. */
export function useWindow(count: number, rowHeight: number): Window {
  const frame = useRef<HTMLDivElement>(null);
  const size = useElementSize<HTMLDivElement>();
  const [top, setTop] = useState(0);
  const measure = size.ref;

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    measure(element);
    const onScroll = () => setTop(Math.floor(element.scrollTop / rowHeight));
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [measure, rowHeight]);

  const fits = Math.max(1, Math.floor(size.height / rowHeight));
  const show = (place: number) => {
    const element = frame.current;
    if (!element) return;
    const begins = place * rowHeight;
    if (begins < element.scrollTop) element.scrollTop = begins;
    const ends = begins + rowHeight - element.clientHeight;
    if (ends > element.scrollTop) element.scrollTop = ends;
  };
  return {
    frame,
    from: Math.max(0, Math.min(top, count) - spare),
    to: Math.min(count, top + fits + spare + 1),
    show,
    fits,
  };
}
