import type { Attribute, Value } from './attribute.js';

/** The value that texts stand for, in the type of an attribute; undefined where they cannot. Lists of objects have no
 *  such texts. */
export function readValue({ type }: Attribute, texts: readonly string[]): Value | undefined {
  if (type === 'entries') return undefined;
  if (type === 'texts') return texts.length > 0 ? texts : undefined;
  const [text] = texts;
  if (text === undefined || texts.length > 1) return undefined;
  switch (type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
    case 'text':
    case 'decimal':
    case 'date':
      return text;
    default:
      return type satisfies never;
  }
}
