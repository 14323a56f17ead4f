import { useLocalStorage } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Header } from './Header.js';
import { KeysHelp } from './KeysHelp.js';
import type { KeyWords } from './keys.js';
import classes from './PageFrame.module.css';
import { useShortcuts } from './useShortcuts.js';
import { SingleKeysContext } from './useSingleKeys.js';

interface Props {
  readonly path: string;
  readonly keys: readonly KeyWords[];
  onSignOut(): void;
  readonly children: ReactNode;
}

/** What every page has around it: the header, and the list of its keys. */
export function PageFrame({ path, keys, onSignOut, children }: Props) {
  const main = useRef<HTMLElement>(null);
  const [help, setHelp] = useState(false);
  const [singleKeys, setSingleKeys] = useLocalStorage({ key: 'concord.single-keys', defaultValue: true });
  useShortcuts({ '?': () => setHelp(true) }, singleKeys && !help);

  // Signing in and following a link remove what had the focus. A page that has taken it itself keeps it.
  useEffect(() => {
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);

  return (
    <SingleKeysContext value={singleKeys && !help}>
      <Header path={path} onKeys={() => setHelp(true)} onSignOut={onSignOut} />
      <main ref={main} className={classes.main} tabIndex={-1}>
        {children}
      </main>
      <KeysHelp
        keys={keys}
        opened={help}
        singleKeys={singleKeys}
        onClose={() => setHelp(false)}
        onSingleKeys={setSingleKeys}
      />
    </SingleKeysContext>
  );
}
