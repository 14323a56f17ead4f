import type { Domain } from '../api/schema-types.js';
import { Link } from '../shell/Link.js';
import { number } from '../shell/words.js';
import classes from './DomainTabs.module.css';
import { domains, domainWords } from './domain-words.js';
import type { DomainDeclaration } from './domains.graphql.js';
import { listAddress } from './list-address.js';

interface Props {
  readonly domain: Domain;
  readonly search: string;
  /** Undefined until the counts have come. */
  readonly declared: readonly DomainDeclaration[] | undefined;
}

/** The kinds of record, each with how many there are; the search goes along. */
export function DomainTabs({ domain, search, declared }: Props) {
  const countOf = (each: Domain) => declared?.find((one) => one.domain === each)?.records;
  return (
    <nav className={classes.tabs} aria-label="Kinds of record">
      {domains.map((each) => {
        const count = countOf(each);
        return (
          <Link
            key={each}
            className={classes.tab}
            href={listAddress({ domain: each, search })}
            aria-current={each === domain ? 'page' : undefined}
            title={declared?.find((one) => one.domain === each)?.description}
          >
            {domainWords[each].title}{' '}
            <span className={`${classes.count} figure`}>{count === undefined ? '…' : number(count)}</span>
          </Link>
        );
      })}
    </nav>
  );
}
