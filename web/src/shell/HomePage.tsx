import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { usePages } from '../api/usePages.js';
import { useQuery } from '../api/useQuery.js';
import { ResolveBox } from '../explore/ResolveBox.js';
import { ImportsPanel } from '../imports/ImportsPanel.js';
import { useImports } from '../imports/useImports.js';
import { MissPanel } from '../misses/MissPanel.js';
import { missesQuery } from '../misses/misses.graphql.js';
import { OpenMisses } from '../misses/OpenMisses.js';
import { useMissList } from '../misses/useMissList.js';
import { OverviewPanel } from '../overview/OverviewPanel.js';
import { codeSystemsQuery, overviewQuery } from '../overview/overview.graphql.js';
import { Header } from './Header.js';
import classes from './HomePage.module.css';
import { KeysHelp } from './KeysHelp.js';
import { useShortcuts } from './useShortcuts.js';

const missPage = 20;

/** What the hub holds, a question to it, what it could not answer, and what was delivered to it. */
export function HomePage({ onSignOut }: { onSignOut(): void }) {
  const overview = useQuery(overviewQuery);
  const systems = useQuery(codeSystemsQuery);
  const misses = usePages(missesQuery, 'misses', missPage);
  const imports = useImports();
  const list = useMissList(misses.rows);
  const codeField = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);
  const [help, setHelp] = useState(false);
  const [singleKeys, setSingleKeys] = useLocalStorage({ key: 'concord.single-keys', defaultValue: true });

  // Signing in removed the field that had the focus.
  useEffect(() => main.current?.focus({ preventScroll: true }), []);

  const known = systems.data?.codeSystems ?? [];
  const titleOf = (key: string) => known.find((system) => system.key === key)?.title ?? key;
  const refresh = () => {
    overview.reload();
    misses.reload();
  };

  const toCode = () => {
    codeField.current?.focus();
    codeField.current?.select();
  };

  useShortcuts(
    {
      '/': () => toCode(),
      j: () => list.move(1),
      k: () => list.move(-1),
      '?': () => setHelp(true),
    },
    singleKeys && !help && !list.opened,
  );

  return (
    <>
      <Header onKeys={() => setHelp(true)} onSignOut={onSignOut} />
      <main ref={main} className={classes.main} tabIndex={-1}>
        <OverviewPanel overview={overview} systems={systems} />
        <div className={classes.columns}>
          <ResolveBox
            systems={known}
            codeField={codeField}
            titleOf={titleOf}
            onAnswered={({ missId }) => missId && refresh()}
          />
          <OpenMisses misses={misses} list={list.ref} onOpen={list.open} />
        </div>
        <ImportsPanel imports={imports} />
      </main>
      <MissPanel
        miss={list.opened}
        hasNext={list.next !== undefined}
        titleOf={titleOf}
        onClose={list.close}
        onNext={list.openNext}
        onLedgerChanged={refresh}
      />
      <KeysHelp
        opened={help}
        singleKeys={singleKeys}
        onClose={() => setHelp(false)}
        onSingleKeys={setSingleKeys}
      />
    </>
  );
}
