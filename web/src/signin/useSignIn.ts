import { useState } from 'react';
import { ask } from '../api/ask.js';
import { signInQuery } from './signin.graphql.js';

/** Tries a key with the hub before it is kept. */
export function useSignIn(onSignedIn: (key: string) => void) {
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const tryKey = async (key: string): Promise<boolean> => {
    setBusy(true);
    const answer = await ask(key, signInQuery, {});
    setBusy(false);
    switch (answer.kind) {
      case 'data':
        onSignedIn(key);
        return true;
      case 'unauthenticated':
        setProblem(
          'The hub does not know this key, or it is no longer live. Check it for a missing character.',
        );
        return false;
      case 'refused':
      case 'unreachable':
        setProblem(answer.message);
        return false;
      case 'aborted':
        return false;
    }
  };
  return { problem, busy, tryKey };
}
