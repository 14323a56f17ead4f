import type { ComponentProps, MouseEvent } from 'react';
import { go } from './address.js';

interface Props extends ComponentProps<'a'> {
  readonly href: string;
}

/** A link within the app: the browser's own in a new tab, without loading the page again in this one. */
export function Link({ href, onClick, ...rest }: Props) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
