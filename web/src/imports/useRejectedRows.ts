import { useState } from 'react';
import type { Failure } from '../api/ask.js';
import { useHub } from '../api/HubContext.js';

/** Fetches the rejected rows of a delivery and hands them to the browser as a file. */
export function useRejectedRows(importId: string) {
  const hub = useHub();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);

  const download = async () => {
    setBusy(true);
    const told = await hub.fetchFile(`/imports/${encodeURIComponent(importId)}/rejected.csv`);
    setBusy(false);
    if (told.kind === 'data') save(told.data, `rejected-${importId}.csv`);
    setFailure(told.kind === 'refused' || told.kind === 'unreachable' ? told : undefined);
  };
  return { download, busy, failure };
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
