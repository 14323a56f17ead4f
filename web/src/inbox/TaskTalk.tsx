import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type RefObject, useState } from 'react';
import type { Failure } from '../api/ask.js';
import { useOutbox } from '../api/Outbox.js';
import type { Query } from '../api/useQuery.js';
import { Ago } from '../shell/Ago.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Notice } from '../shell/Notice.js';
import { sentence } from '../shell/words.js';
import { commentOnTaskMutation } from './handle-task.graphql.js';
import { mentionsIn } from './mentions.js';
import classes from './TaskTalk.module.css';
import { eventWords } from './task-words.js';
import type { TaskWithEvents } from './tasks.graphql.js';

interface Props {
  readonly id: string;
  readonly asked: Query<{ readonly task: TaskWithEvents | null }>;
  readonly now: number;
  readonly field: RefObject<HTMLInputElement | null>;
  /** Whether the person may say something. */
  readonly open: boolean;
}

/** What people said of a task and did with it; `@name` in the words names whom they are meant for. */
export function TaskTalk({ id, asked, now, field, open }: Props) {
  const outbox = useOutbox();
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<Failure | string>();
  const events = asked.data?.task?.id === id ? asked.data.task.events : undefined;

  const say = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || sending) return;
    setSending(true);
    setTrouble(undefined);
    const told = await outbox.send(commentOnTaskMutation, {
      input: { id, text: text.trim(), mentions: mentionsIn(text) },
    });
    setSending(false);
    if (told.kind === 'refused') return setTrouble(told);
    if (told.kind === 'data' && told.data.handled.__typename === 'TaskRefused') {
      return setTrouble(told.data.handled.message);
    }
    setText('');
    asked.reload();
  };

  return (
    <section className={classes.talk} aria-label="What was said and done">
      {open && (
        <form className={classes.form} onSubmit={say}>
          <TextInput
            ref={field}
            size="xs"
            aria-label="Comment"
            placeholder="Say something; @name tells somebody"
            maxLength={4_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
          />
          <Button type="submit" size="xs" variant="default" loading={sending} disabled={text.trim() === ''}>
            Comment
          </Button>
        </form>
      )}
      {typeof trouble === 'string' && <Notice tone="bad">{sentence(trouble)}</Notice>}
      {typeof trouble === 'object' && <FailureNotice failure={trouble} />}
      {asked.failure && <FailureNotice failure={asked.failure} onRetry={asked.reload} />}
      <ol className={classes.events}>
        {events?.map((event, place) => (
          <li key={place} data-kind={event.kind}>
            <span className={classes.did}>{eventWords(event)}</span>
            {event.text && <span className={classes.text}>{event.text}</span>}
            <span className={classes.when}>
              <Ago at={event.at} now={now} />
            </span>
          </li>
        ))}
      </ol>
      {events?.length === 0 && <p className={classes.none}>Nobody has touched it yet.</p>}
    </section>
  );
}
