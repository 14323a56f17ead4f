import { Notice } from '../shell/Notice.js';
import { sentence } from '../shell/words.js';
import type { Warning } from './resolve.graphql.js';
import { warningWords } from './warning-words.js';

/** What to know of an answer that stands all the same. */
export function Warnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  return warnings.map(({ code, message }) => (
    <Notice key={`${code}|${message}`} tone="warn">
      {warningWords[code] ?? sentence(message)}
    </Notice>
  ));
}
