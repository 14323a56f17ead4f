import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useQuery } from './useQuery.js';
import { viewerQuery } from './viewer.graphql.js';

export interface ViewerKnown {
  /** Undefined until the hub has said. */
  readonly person: string | undefined;
  /** Whether it is worth offering: false once it is known that the key may not. The hub decides again at every act. */
  may(need: string): boolean;
}

const ViewerContext = createContext<ViewerKnown>({ person: undefined, may: () => true });

export function ViewerProvider({ children }: { readonly children: ReactNode }) {
  const viewer = useQuery(viewerQuery).data?.viewer;
  const known = useMemo<ViewerKnown>(
    () => ({ person: viewer?.person, may: (need) => viewer?.may.includes(need) ?? true }),
    [viewer],
  );
  return <ViewerContext value={known}>{children}</ViewerContext>;
}

export function useViewer(): ViewerKnown {
  return useContext(ViewerContext);
}
