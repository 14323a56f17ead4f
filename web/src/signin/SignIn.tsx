import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { Mark } from '../shell/Mark.js';
import { Notice } from '../shell/Notice.js';
import classes from './SignIn.module.css';
import { useSignIn } from './useSignIn.js';

interface Props {
  readonly notice: string | undefined;
  onSignedIn(key: string): void;
}

export function SignIn({ notice, onSignedIn }: Props) {
  const { problem, busy, tryKey } = useSignIn(onSignedIn);
  const [key, setKey] = useState('');
  const [empty, setEmpty] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const trimmed = key.trim();
    setEmpty(trimmed === '');
    if (trimmed !== '' && (await tryKey(trimmed))) return;
    field.current?.focus();
    field.current?.select();
  };

  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit} noValidate>
        <div className={classes.brand}>
          <Mark size={40} />
          <div>
            <h1 className={classes.name}>Concord</h1>
            <p className={classes.claim}>Which code there is which code here.</p>
          </div>
        </div>
        {notice && <Notice tone="warn">{notice}</Notice>}
        <PasswordInput
          ref={field}
          label="Key"
          description="It was printed when the hub started, or an administrator made it for you. This tab forgets it when it is closed."
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          error={empty ? 'Give a key.' : problem}
          autoComplete="current-password"
          spellCheck={false}
          autoFocus
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the key' }}
        />
        <Button type="submit" loading={busy} size="md" fullWidth>
          Sign in
        </Button>
      </form>
    </main>
  );
}
