import { createContext, useContext } from 'react';

/** Whether single keys act: not while their list is open, and not where somebody switched them off. */
export const SingleKeysContext = createContext(false);

export function useSingleKeys(): boolean {
  return useContext(SingleKeysContext);
}
