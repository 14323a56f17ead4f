import { useMemo, useRef } from 'react';
import { useQuery } from '../api/useQuery.js';
import { go } from '../shell/address.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { useShortcuts } from '../shell/useShortcuts.js';
import { useSingleKeys } from '../shell/useSingleKeys.js';
import { useTitle } from '../shell/useTitle.js';
import { DomainTabs } from './DomainTabs.js';
import { domains, domainWords } from './domain-words.js';
import { domainsQuery } from './domains.graphql.js';
import { listAddress, readListAddress } from './list-address.js';
import { RecordList } from './RecordList.js';
import { RecordSearch } from './RecordSearch.js';
import classes from './RecordsPage.module.css';
import { useRecordList } from './useRecordList.js';

/** The golden records of one domain, by name. What is shown, and where one stands, is kept in the address. */
export function RecordsPage({ search }: { readonly search: string }) {
  const address = useMemo(() => readListAddress(search), [search]);
  const { domain } = address;
  const declared = useQuery(domainsQuery);
  const field = useRef<HTMLInputElement>(null);
  const singleKeys = useSingleKeys();
  const list = useRecordList(address);
  useTitle(domainWords[domain].title);

  const toDomain = (next: typeof domain) => go(listAddress({ domain: next, search: address.search }));
  useShortcuts(
    {
      '/': () => {
        field.current?.focus();
        field.current?.select();
      },
      j: () => list.move(1),
      k: () => list.move(-1),
      ...Object.fromEntries(domains.map((each, place) => [String(place + 1), () => toDomain(each)])),
    },
    singleKeys,
  );

  const found = declared.data?.domains;
  return (
    <>
      <header className={classes.head}>
        <h1 className={classes.title}>Records</h1>
        <p className={classes.claim}>
          What the hub believes about one thing, put together from what every source said of it.
        </p>
      </header>
      <section className={classes.panel} aria-label={domainWords[domain].title}>
        <div className={classes.bar}>
          <DomainTabs domain={domain} search={address.search} declared={found} />
          <RecordSearch
            key={domain}
            field={field}
            title={domainWords[domain].title}
            search={address.search}
            onSearch={(text) => go(listAddress({ domain, search: text }), 'replace')}
            onDown={() => list.move(1)}
          />
        </div>
        {declared.failure && !list.records.failure && (
          <FailureNotice failure={declared.failure} onRetry={declared.reload} />
        )}
        <RecordList domain={domain} list={list} />
      </section>
    </>
  );
}
