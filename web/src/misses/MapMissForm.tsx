import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Notice } from '../shell/Notice.js';
import { sentence } from '../shell/words.js';
import { CodeSearch } from './CodeSearch.js';
import classes from './MapMissForm.module.css';
import type { FoundCode, Miss } from './misses.graphql.js';
import type { Mapping } from './useMapMiss.js';

interface Props {
  readonly miss: Miss;
  readonly targetTitle: string;
  readonly mapping: Mapping;
  onMap(code: string, reason: string): void;
}

/** Search, pick, say why, confirm: Enter leads through all of it. */
export function MapMissForm({ miss, targetTitle, mapping, onMap }: Props) {
  const [picked, setPicked] = useState<FoundCode>();
  const [reason, setReason] = useState('');
  if (!picked) return <CodeSearch system={miss.target} systemTitle={targetTitle} onPick={setPicked} />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mapping.kind !== 'sending' && mapping.kind !== 'waiting') onMap(picked.code, reason);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.picked}>
        <div>
          <strong className="code">{picked.code}</strong>
          <div>{picked.display ?? 'no name'}</div>
        </div>
        <Button variant="default" size="xs" onClick={() => setPicked(undefined)}>
          Pick another
        </Button>
      </div>
      <TextInput
        label="Reason"
        description="Optional; kept with the decision"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autoComplete="off"
        autoFocus
      />
      <Trouble mapping={mapping} />
      <Button
        type="submit"
        loading={mapping.kind === 'sending' || mapping.kind === 'waiting'}
        classNames={{ label: classes.label }}
      >
        Map {miss.code} to {picked.code}
      </Button>
    </form>
  );
}

function Trouble({ mapping }: { readonly mapping: Mapping }) {
  switch (mapping.kind) {
    case 'refused':
      return <Notice tone="bad">The hub refused this mapping: {sentence(mapping.message)}</Notice>;
    case 'already-mapped':
      return (
        <Notice tone="warn">
          {sentence(mapping.message)} Close this and look at its answer, or pick another code.
        </Notice>
      );
    case 'failed':
      return <FailureNotice failure={mapping.failure} />;
    case 'waiting':
      return (
        <Notice tone="warn">
          The hub does not answer. Your decision is kept and sent again by itself; the hub takes it once.
        </Notice>
      );
    case 'open':
    case 'sending':
    case 'mapped':
    case 'not-open':
      return null;
  }
}
