import { Loader, TextInput, VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { FailureNotice } from '../shell/FailureNotice.js';
import { counted } from '../shell/words.js';
import classes from './CodeSearch.module.css';
import { Marked } from './Marked.js';
import type { FoundCode } from './misses.graphql.js';
import { mostFound, useCodeSearch } from './useCodeSearch.js';

interface Props {
  readonly system: string;
  readonly systemTitle: string;
  onPick(code: FoundCode): void;
}

/** Quick search in one system: arrows move, Enter picks. */
export function CodeSearch({ system, systemTitle, onPick }: Props) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = useCodeSearch(system, typed);
  const settled = found.search === typed.trim();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const { codes } = found;
  const active = codes[at];

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(codes.length ? (at + 1) % codes.length : 0);
    else if (event.key === 'ArrowUp') setAt(codes.length ? (at + codes.length - 1) % codes.length : 0);
    // What is on screen may still be the answer to an earlier text: Enter must not pick out of that.
    else if (event.key === 'Enter' && active && settled) onPick(active);
    else if (event.key !== 'Enter') return;
    event.preventDefault();
  };

  return (
    <div className={classes.search}>
      <TextInput
        label={`Search ${systemTitle}`}
        description="The beginning of a code, or a part of its name"
        role="combobox"
        aria-expanded={codes.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        rightSection={settled ? undefined : <Loader size="xs" />}
      />
      {found.failure && <FailureNotice failure={found.failure} />}
      <div id={`${id}-list`} ref={list} className={classes.list} role="listbox" aria-label="Codes found">
        {codes.map((code, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, by aria-activedescendant
          // biome-ignore lint/a11y/useFocusableInteractive: an option of a combobox is not focused itself
          <div
            key={`${code.issuer ?? ''}|${code.code}`}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === at}
            className={classes.option}
            onClick={() => onPick(code)}
          >
            <span className={`${classes.code} code`}>
              <Marked text={code.code} search={found.search} />
            </span>
            <span>
              <Marked text={code.display ?? 'no name'} search={found.search} />
            </span>
          </div>
        ))}
      </div>
      <Found
        typed={typed.trim()}
        settled={settled && !found.failure}
        count={codes.length}
        systemTitle={systemTitle}
      />
    </div>
  );
}

interface FoundProps {
  readonly typed: string;
  readonly settled: boolean;
  readonly count: number;
  readonly systemTitle: string;
}

function Found({ typed, settled, count, systemTitle }: FoundProps) {
  if (typed === '' || !settled) return null;
  if (count === 0) {
    return (
      <p className={classes.none} role="status">
        No active code in {systemTitle} begins with this or is called so. Try fewer letters.
      </p>
    );
  }
  if (count === mostFound) {
    return (
      <p className={classes.none} role="status">
        The first {mostFound} are shown. Type more to narrow them down.
      </p>
    );
  }
  return <VisuallyHidden role="status">{counted(count, 'code')} found</VisuallyHidden>;
}
