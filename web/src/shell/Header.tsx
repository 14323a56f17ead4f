import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useViewer } from '../api/ViewerContext.js';
import classes from './Header.module.css';
import { Link } from './Link.js';
import { Mark } from './Mark.js';

interface Props {
  readonly path: string;
  onKeys(): void;
  onSignOut(): void;
}

export function Header({ path, onKeys, onSignOut }: Props) {
  const { setColorScheme } = useMantineColorScheme();
  const { may } = useViewer();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Link className={classes.brand} href="/">
          <Mark />
          <span className={classes.name}>Concord</span>
        </Link>
        <nav className={classes.nav} aria-label="Pages">
          <Link href="/" aria-current={path === '/' ? 'page' : undefined}>
            Overview
          </Link>
          {may('read Task') && (
            <Link href="/inbox" aria-current={path.startsWith('/inbox') ? 'page' : undefined}>
              Inbox
            </Link>
          )}
          <Link href="/records" aria-current={path.startsWith('/records') ? 'page' : undefined}>
            Records
          </Link>
        </nav>
        <span className={classes.claim}>Which code there is which code here</span>
        <div className={classes.actions}>
          <ActionIcon variant="default" size={30} onClick={onKeys} aria-label="Keys">
            ?
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={30}
            onClick={() => setColorScheme(dark ? 'light' : 'dark')}
            aria-label={dark ? 'Light colours' : 'Dark colours'}
          >
            <HalfDisc />
          </ActionIcon>
          <Button variant="default" size="xs" onClick={onSignOut}>
            Sign out
          </Button>
        </div>
      </div>
    </header>
  );
}

function HalfDisc() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
    </svg>
  );
}
