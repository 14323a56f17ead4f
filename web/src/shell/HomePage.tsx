import { VisuallyHidden } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { usePages } from '../api/usePages.js';
import { useQuery } from '../api/useQuery.js';
import { readCodeAddress } from '../explore/code-address.js';
import { ResolveBox } from '../explore/ResolveBox.js';
import { ImportsPanel } from '../imports/ImportsPanel.js';
import { useImports } from '../imports/useImports.js';
import { MissPanel } from '../misses/MissPanel.js';
import { missesQuery } from '../misses/misses.graphql.js';
import { OpenMisses } from '../misses/OpenMisses.js';
import { useMissList } from '../misses/useMissList.js';
import { OverviewPanel } from '../overview/OverviewPanel.js';
import { codeSystemsQuery, overviewQuery } from '../overview/overview.graphql.js';
import classes from './HomePage.module.css';
import { useShortcuts } from './useShortcuts.js';
import { useSingleKeys } from './useSingleKeys.js';
import { useTitle } from './useTitle.js';

const missPage = 20;

/** What the hub holds, a question to it, what it could not answer, and what was delivered to it. */
export function HomePage({ search }: { readonly search: string }) {
  const overview = useQuery(overviewQuery);
  const systems = useQuery(codeSystemsQuery);
  const misses = usePages(missesQuery, 'misses', missPage);
  const imports = useImports();
  const list = useMissList(misses.rows);
  const codeField = useRef<HTMLInputElement>(null);
  const start = useMemo(() => readCodeAddress(search), [search]);
  const singleKeys = useSingleKeys();
  useTitle(undefined);

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
    { '/': () => toCode(), j: () => list.move(1), k: () => list.move(-1) },
    singleKeys && !list.opened,
  );

  return (
    <>
      <VisuallyHidden component="h1">Overview</VisuallyHidden>
      <OverviewPanel overview={overview} systems={systems} />
      <div className={classes.columns}>
        <ResolveBox
          systems={known}
          start={start}
          codeField={codeField}
          titleOf={titleOf}
          onAnswered={({ missId }) => missId && refresh()}
        />
        <OpenMisses misses={misses} list={list.ref} onOpen={list.open} />
      </div>
      <ImportsPanel imports={imports} />
      <MissPanel
        miss={list.opened}
        hasNext={list.next !== undefined}
        titleOf={titleOf}
        onClose={list.close}
        onNext={list.openNext}
        onLedgerChanged={refresh}
      />
    </>
  );
}
