import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { goBack } from '../shell/address.js';
import { Link } from '../shell/Link.js';
import { counted, number } from '../shell/words.js';
import { domainWords } from './domain-words.js';
import classes from './RecordHead.module.css';
import type { GoldenRecord } from './record.graphql.js';

interface Props {
  readonly record: GoldenRecord;
  /** Where the list of its kind is. */
  readonly back: string;
}

/** What it is called, what kind of thing it is, and the id that never changes. */
export function RecordHead({ record, back }: Props) {
  const { id, domain, name, revision, sourceRecords } = record;
  return (
    <header className={classes.head}>
      <Link
        className={classes.back}
        href={back}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          goBack(back);
        }}
      >
        <span aria-hidden="true">←</span> {domainWords[domain].title}
      </Link>
      <h1 className={classes.name} title={name}>
        {name}
      </h1>
      <div className={classes.facts}>
        <span className={classes.domain}>{domainWords[domain].one}</span>
        <span>
          believed since revision <span className="figure">{number(Number(revision))}</span>
        </span>
        <span>from {counted(sourceRecords.length, 'source record')}</span>
        <RecordId id={id} />
      </div>
    </header>
  );
}

function RecordId({ id }: { readonly id: string }) {
  const clipboard = useClipboard({ timeout: 1_500 });
  return (
    <span className={classes.id}>
      <span className="code">{id}</span>
      <Button
        variant="default"
        size="compact-xs"
        className={classes.copy}
        onClick={() => clipboard.copy(id)}
        aria-label="Copy the id"
      >
        {clipboard.copied ? 'Copied' : clipboard.error ? 'Select it' : 'Copy'}
      </Button>
      <span className={classes.said} role="status">
        {clipboard.copied ? 'The id is copied.' : ''}
      </span>
    </span>
  );
}
