import { Kbd, TextInput } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import classes from './RecordSearch.module.css';

interface Props {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly title: string;
  readonly search: string;
  onSearch(text: string): void;
  /** Out of the field and into the list. */
  onDown(): void;
}

const restMs = 200;

/** Searches once the typing rests; Enter searches at once, the arrow down goes to what was found. */
export function RecordSearch({ field, title, search, onSearch, onDown }: Props) {
  const [typed, setTyped] = useState(search);
  const sent = useRef(search);
  const send = useRef(onSearch);
  useEffect(() => {
    send.current = onSearch;
  });

  // Going back changes the search from outside; what was typed since it was sent must stay.
  useEffect(() => {
    if (search === sent.current) return;
    sent.current = search;
    setTyped(search);
  }, [search]);

  useEffect(() => {
    const text = typed.trim();
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      send.current(text);
    }, restMs);
    return () => clearTimeout(timer);
  }, [typed]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') onDown();
    else if (event.key === 'Escape' && typed !== '') setTyped('');
    else if (event.key === 'Escape') event.currentTarget.blur();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <TextInput
      ref={field}
      className={classes.search}
      type="search"
      aria-label={`Search ${title.toLowerCase()}`}
      placeholder="Words of the name, or a code"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      rightSection={<Kbd size="xs">/</Kbd>}
      rightSectionPointerEvents="none"
      autoComplete="off"
      spellCheck={false}
    />
  );
}
