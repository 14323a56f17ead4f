import type { Found } from './feature.js';
import type { LineContext } from './line-context.js';
import { SIZE_WORDS } from './says.js';
import type { Token } from './tokens.js';

/** USP sizes below 0: 2-0, 3/0, 10-0. */
const SUTURE_SIZE = /(?<![\d.\-/A-Z])(\d{1,2})[-/]0(?![\d.\-/])/g;

/** USP suture sizes. 2-0 is finer than 0: they are names, not numbers. */
export function readSutures(text: string, context: LineContext): Found[] {
  if (context.drug || !context.suture) return [];
  return [...text.matchAll(SUTURE_SIZE)].map((match) => ({
    kind: 'suture',
    value: `${match[1]}-0`,
    classes: [`${match[1]}-0`],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** SZ 3, SIZE F, SZ6.5, SIZE 5-6: a maker's own size, equal only to itself. */
export function readSizeLabels(tokens: readonly Token[], context: LineContext): Found[] {
  if (context.drug) return [];
  const found: Found[] = [];
  for (const [i, word] of tokens.entries()) {
    if (word.kind !== 'word' || !SIZE_WORDS.has(word.text)) continue;
    const at = /^[:#.]$/.test(tokens[i + 1]?.text ?? '') ? i + 2 : i + 1;
    const label = readLabel(tokens, at);
    if (label) {
      const value = label.text;
      found.push({
        kind: 'size',
        value,
        classes: [value],
        start: word.start,
        end: label.end,
        say: `size ${value}`,
      });
    }
  }
  return found;
}

function readLabel(tokens: readonly Token[], at: number): { text: string; end: number } | null {
  const first = tokens[at];
  if (first?.kind === 'word') return /^[A-H]$/.test(first.text) ? { text: first.text, end: first.end } : null;
  if (first?.kind === 'code')
    return /^\d{1,2}[A-Z]$|^[A-Z]\d$/.test(first.text) ? { text: first.text, end: first.end } : null;
  if (first?.kind !== 'number') return null;
  const joint = tokens[at + 1];
  const second = tokens[at + 2];
  // A unit behind the number makes it a length.
  if (joint?.kind === 'word' && joint.glued) return null;
  if (joint?.glued && /^[-/]$/.test(joint.text) && second?.kind === 'number' && second.glued) {
    return { text: `${plainNumber(first.text)}-${plainNumber(second.text)}`, end: second.end };
  }
  return { text: plainNumber(first.text), end: first.end };
}

/** 06 and 6.0 are 6. */
function plainNumber(text: string): string {
  return /^\d*\.?\d+$/.test(text) ? String(Number(text)) : text;
}
