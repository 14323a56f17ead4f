import { useCallback, useState } from 'react';

const keyName = 'concord.key';

export interface Session {
  readonly apiKey: string | undefined;
  /** Why somebody who was signed in is no longer. */
  readonly notice: string | undefined;
  signIn(apiKey: string): void;
  signOut(): void;
  refuse(): void;
}

/** The key lives as long as this tab, in its session storage: closing the tab forgets it. */
export function useSession(): Session {
  const [apiKey, setApiKey] = useState(() => sessionStorage.getItem(keyName) ?? undefined);
  const [notice, setNotice] = useState<string>();

  const signIn = useCallback((key: string) => {
    sessionStorage.setItem(keyName, key);
    setNotice(undefined);
    setApiKey(key);
  }, []);
  const leave = useCallback((why?: string) => {
    sessionStorage.removeItem(keyName);
    setNotice(why);
    setApiKey(undefined);
  }, []);
  const signOut = useCallback(() => leave(), [leave]);
  const refuse = useCallback(
    () => leave('The hub no longer accepts your key: it was ended or has expired. Sign in with a live one.'),
    [leave],
  );
  return { apiKey, notice, signIn, signOut, refuse };
}
