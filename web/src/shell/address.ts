import { useSyncExternalStore } from 'react';

/** Where in the app somebody is: the path names the page, the search what it shows. */
export interface Address {
  readonly path: string;
  readonly search: string;
}

const moved = 'concord:moved';

/** Goes to another address of the app. `replace` leaves no step to go back to. */
export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  if (to === here()) return;
  if (how === 'push') history.pushState({ fromInside: true }, '', to);
  else history.replaceState(history.state, '', to);
  window.dispatchEvent(new Event(moved));
}

/** Back to where somebody came from within the app, else to `otherwise`. */
export function goBack(otherwise: string): void {
  if (history.state?.fromInside) history.back();
  else go(otherwise);
}

export function useAddress(): Address {
  const address = useSyncExternalStore(subscribe, here);
  const [path = '/', search = ''] = address.split(/\?(.*)/s);
  return { path, search };
}

function here(): string {
  return location.pathname + location.search;
}

function subscribe(onMoved: () => void): () => void {
  window.addEventListener('popstate', onMoved);
  window.addEventListener(moved, onMoved);
  return () => {
    window.removeEventListener('popstate', onMoved);
    window.removeEventListener(moved, onMoved);
  };
}
