import {
  applicationIdentifier,
  applicationIdentifierAt,
  valueProblem,
} from './gs1-application-identifier.js';
import { type IdentifierProblem, type Invalid, invalid } from './identifier.js';

/** One AI with its value, the value as encoded (a GTIN has its 14 digits, a date its YYMMDD). */
export type Gs1Element = { readonly ai: string; readonly value: string };
export type ElementString = { kind: 'elements'; elements: Gs1Element[] } | Invalid;

/** The FNC1 separator as a scanner transmits it, and `^`, as people and the GS1 tools write it. Neither is in set 82. */
export const GROUP_SEPARATOR = '\u001d';
/** ISO/IEC 15424 symbology identifiers of the GS1 carriers: GS1-128, DataBar and composite, Data Matrix, QR, DotCode. */
const SYMBOLOGY = /^\](?:C1|e[0-3]|d2|Q3|J1)/;

/** Reads GS1 element strings: printed with brackets, `(01)09521234543213(10)ABC123`, where a bracket inside a value is
 *  written `\(`; or as scanned, `]d2…`, `^01…` or bare, with FNC1 as group separator or `^`. Every value is checked against
 *  the GS1 Barcode Syntax Dictionary. One AI twice must say the same; which AIs must or may not stand together is judged
 *  by `associationProblems` over all carriers of an item, not here.
 *  Refuses: EMPTY, BAD_FORMAT, UNKNOWN_APPLICATION_IDENTIFIER, BAD_LENGTH, BAD_CHARACTER, CHECK_DIGIT. */
export function parseElementString(written: string): ElementString {
  const text = written.trim().replace(SYMBOLOGY, '');
  if (text === '') return invalid('EMPTY', 'nothing is written');
  const read = text.startsWith('(')
    ? splitBracketed(text)
    : splitScanned(isSeparator(text, 0) ? text.slice(1) : text);
  if (read.kind === 'invalid') return read;
  return elementsProblem(read.elements) ?? read;
}

/** `(01)09521234543213(10)ABC123`, the form printed beside a symbol. */
export function printElementString(elements: readonly Gs1Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
}

/** `^01095212345432131727063010ABC123^21456`: FNC1 first, then one after each element that needs it but the last. */
export function printScanData(elements: readonly Gs1Element[], separator = '^'): string {
  const last = elements.length - 1;
  const parts = elements.map(({ ai, value }, i) => {
    const closed = i === last || applicationIdentifier(ai)?.predefinedLength;
    return ai + value + (closed ? '' : separator);
  });
  return separator + parts.join('');
}

/** The problem of elements however they were obtained, or undefined: each value, and no AI with two values. */
export function elementsProblem(elements: readonly Gs1Element[]): Invalid | undefined {
  const values = new Map<string, string>();
  for (const { ai, value } of elements) {
    const entry = applicationIdentifier(ai);
    if (!entry) return unknown(ai);
    const problem = valueProblem(entry, value);
    if (problem) return problem;
    if ((values.get(ai) ?? value) !== value)
      return invalid('BAD_FORMAT', `AI (${ai}) stands twice with two values`);
    values.set(ai, value);
  }
  return undefined;
}

/** What the dictionary's mandatory and forbidden pairings object to, over all elements that mark one physical item. */
export function associationProblems(elements: readonly Gs1Element[]): IdentifierProblem[] {
  const present = [...new Set(elements.map(({ ai }) => ai))];
  const has = (pattern: string) => present.some((ai) => matchesPattern(ai, pattern));
  return present.flatMap((ai) => {
    const entry = applicationIdentifier(ai);
    if (!entry) return [unknown(ai).problem];
    const missing = entry.requires.filter((groups) => !groups.some((group) => group.every(has)));
    const excluded = entry.excludes.filter((pattern) =>
      present.some((other) => other !== ai && matchesPattern(other, pattern)),
    );
    return [
      ...missing.map((groups) =>
        association(`AI (${ai}) needs ${groups.map((group) => group.join('+')).join(' or ')}`),
      ),
      ...excluded.map((pattern) => association(`AI (${ai}) may not stand with ${pattern}`)),
    ];
  });
}

function association(message: string): IdentifierProblem {
  return { code: 'BAD_ASSOCIATION', message };
}

/** In a pattern `n` is any digit. */
function matchesPattern(ai: string, pattern: string): boolean {
  if (ai.length !== pattern.length) return false;
  for (let i = 0; i < ai.length; i++) {
    if (pattern.charAt(i) !== 'n' && pattern.charAt(i) !== ai.charAt(i)) return false;
  }
  return true;
}

function splitBracketed(text: string): ElementString {
  const elements: Gs1Element[] = [];
  const pattern = /\((\d{2,4})\)((?:\\\(|[^(\\])*)/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match)
      return invalid('BAD_FORMAT', 'expected bracketed application identifiers, each with its value');
    elements.push({ ai: match[1]!, value: match[2]!.replaceAll('\\(', '(') });
  }
  return { kind: 'elements', elements };
}

function splitScanned(text: string): ElementString {
  const elements: Gs1Element[] = [];
  for (let position = 0; position < text.length; ) {
    const entry = applicationIdentifierAt(text, position);
    if (!entry)
      return invalid('UNKNOWN_APPLICATION_IDENTIFIER', 'no application identifier where one must stand');
    const start = position + entry.ai.length;
    let end = start;
    while (end < text.length && !isSeparator(text, end)) end++;
    // Only these may run on without a separator; one that stands there all the same is passed over.
    const stop = entry.predefinedLength ? Math.min(end, start + entry.max) : end;
    elements.push({ ai: entry.ai, value: text.slice(start, stop) });
    position = isSeparator(text, stop) ? stop + 1 : stop;
  }
  return { kind: 'elements', elements };
}

function isSeparator(text: string, at: number): boolean {
  return text.charAt(at) === '^' || text.charAt(at) === GROUP_SEPARATOR;
}

function unknown(ai: string): Invalid {
  return invalid('UNKNOWN_APPLICATION_IDENTIFIER', `the dictionary holds no AI (${ai})`);
}
