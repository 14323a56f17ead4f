import { applicationIdentifier } from './gs1-application-identifier.js';
import { elementsProblem, type Gs1Element } from './gs1-element-string.js';
import { type Invalid, invalid } from './identifier.js';

/** A GS1 Digital Link URI, uncompressed. */
export type DigitalLink = {
  /** Scheme, host and whatever path stands before the primary key, without a slash at the end. */
  readonly stem: string;
  readonly primaryKey: Gs1Element;
  /** In the path, in the order the primary key prescribes. */
  readonly qualifiers: readonly Gs1Element[];
  /** In the query, as written. */
  readonly attributes: readonly Gs1Element[];
  /** Other parameters of the query (`linkType`, …), as written. */
  readonly extensions: readonly (readonly [string, string])[];
};
export type ParsedDigitalLink = { kind: 'link'; link: DigitalLink } | Invalid;

const URI = /^(https?:\/\/[^/?#\s]+)((?:\/[^?#\s]*)?)(?:\?([^#\s]*))?(?:#\S*)?$/i;
const CANONICAL_STEM = 'https://id.gs1.org';

/** Reads a Digital Link such as `https://id.gs1.org/01/09521234543213/10/ABC123/21/456?17=270630` on any host. The path is
 *  read from its right end, because what stands before the key is the owner's; a GTIN of 8, 12 or 13 digits is padded.
 *  The fragment is dropped. Compressed links are refused (no primary key is visible in them).
 *  Refuses: BAD_FORMAT, UNKNOWN_APPLICATION_IDENTIFIER, BAD_LENGTH, BAD_CHARACTER, CHECK_DIGIT. */
export function parseDigitalLink(written: string): ParsedDigitalLink {
  const uri = URI.exec(written.trim());
  if (!uri) return invalid('BAD_FORMAT', 'expected an http or https URI');
  try {
    const path = readPath(uri[1]!, uri[2]!);
    if (path.kind === 'invalid') return path;
    const link = { ...path.link, ...readQuery(uri[3] ?? '') };
    return linkProblem(link) ?? { kind: 'link', link };
  } catch (error) {
    // decodeURIComponent is the only thing here that throws: on a broken escape, or one that is not UTF-8.
    if (error instanceof URIError) return invalid('BAD_FORMAT', 'a percent escape is broken');
    throw error;
  }
}

/** The URI of a link, each value percent-encoded. */
export function printDigitalLink(link: DigitalLink): string {
  const path = [link.primaryKey, ...link.qualifiers].map(({ ai, value }) => `/${ai}/${encode(value)}`);
  const query = [...link.attributes.map(({ ai, value }) => [ai, value] as const), ...link.extensions];
  const parameters = query.map(([key, value]) => `${encode(key)}=${encode(value)}`);
  return link.stem + path.join('') + (parameters.length > 0 ? `?${parameters.join('&')}` : '');
}

/** Key, qualifiers and attributes as elements. */
export function elementsOfLink(link: DigitalLink): Gs1Element[] {
  return [link.primaryKey, ...link.qualifiers, ...link.attributes];
}

/** The link that says what `elements` say: the first primary key among them, its qualifiers in the path, the rest in the
 *  query. Refuses BAD_FORMAT if there is no key, or an element that may not stand in a query. */
export function digitalLinkOf(given: readonly Gs1Element[], stem = CANONICAL_STEM): ParsedDigitalLink {
  const elements = given.filter(({ ai }, i) => given.findIndex((other) => other.ai === ai) === i);
  const primaryKey = elements.find(({ ai }) => applicationIdentifier(ai)?.keyQualifiers);
  if (!primaryKey) return invalid('BAD_FORMAT', 'no element is a primary key of Digital Links');
  const sequences = applicationIdentifier(primaryKey.ai)!.keyQualifiers!;
  const paths = sequences.map((sequence) => pick(elements, sequence));
  const qualifiers = paths.reduce((most, path) => (path.length > most.length ? path : most), []);
  const attributes = elements.filter((element) => element !== primaryKey && !qualifiers.includes(element));
  const link = { stem, primaryKey, qualifiers, attributes, extensions: [] };
  return linkProblem(link) ?? { kind: 'link', link };
}

function pick(elements: readonly Gs1Element[], sequence: readonly string[]): Gs1Element[] {
  return sequence.flatMap((ai) => elements.filter((element) => element.ai === ai).slice(0, 1));
}

type Path = { kind: 'path'; link: Pick<DigitalLink, 'stem' | 'primaryKey' | 'qualifiers'> } | Invalid;

function readPath(origin: string, path: string): Path {
  const segments = path.replace(/\/$/, '').split('/').slice(1);
  const qualifiers: Gs1Element[] = [];
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    const entry = applicationIdentifier(segments[at]!);
    if (!entry) break;
    const element = { ai: entry.ai, value: padGtin(entry.ai, decodeURIComponent(segments[at + 1]!)) };
    if (entry.keyQualifiers) {
      const stem = [origin, ...segments.slice(0, at)].join('/');
      return { kind: 'path', link: { stem, primaryKey: element, qualifiers } };
    }
    qualifiers.unshift(element);
  }
  return invalid('BAD_FORMAT', 'the path holds no primary key of GS1 Digital Links');
}

/** In a query, unlike in a path, a plus sign is a space; no GS1 value holds one, so a value with it is refused. */
function decodeParameter(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

/** RFC 3986 leaves these five reserved, and `encodeURIComponent` does not touch them. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function padGtin(ai: string, value: string): string {
  return ai === '01' && /^(\d{8}|\d{12,13})$/.test(value) ? value.padStart(14, '0') : value;
}

function readQuery(query: string): Pick<DigitalLink, 'attributes' | 'extensions'> {
  const pairs = query
    .split(/[&;]/)
    .filter(Boolean)
    .map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return [decodeParameter(key), decodeParameter(value.join('='))] as const;
    });
  return {
    attributes: pairs
      .filter(([key]) => /^\d+$/.test(key))
      .map(([ai, value]) => ({ ai, value: padGtin(ai, value) })),
    extensions: pairs.filter(([key]) => !/^\d+$/.test(key)),
  };
}

function linkProblem(link: DigitalLink): Invalid | undefined {
  return elementsProblem(elementsOfLink(link)) ?? qualifierProblem(link) ?? attributeProblem(link);
}

function qualifierProblem({ primaryKey, qualifiers }: DigitalLink): Invalid | undefined {
  const path = qualifiers.map(({ ai }) => ai);
  return sequencesOf(primaryKey).some((sequence) => isSubsequence(path, sequence))
    ? undefined
    : invalid('BAD_FORMAT', `the qualifiers do not follow the order of AI (${primaryKey.ai})`);
}

function attributeProblem({ primaryKey, qualifiers, attributes }: DigitalLink): Invalid | undefined {
  const path = [primaryKey, ...qualifiers].map(({ ai }) => ai);
  const seen = new Set(path);
  for (const { ai } of attributes) {
    if (seen.has(ai)) return invalid('BAD_FORMAT', `AI (${ai}) stands twice in the link`);
    seen.add(ai);
    if (!applicationIdentifier(ai)!.digitalLinkAttribute) {
      return invalid('BAD_FORMAT', `AI (${ai}) may not stand in the query`);
    }
    if (
      sequencesOf(primaryKey).some((sequence) =>
        [...path.slice(1), ai].every((one) => sequence.includes(one)),
      )
    ) {
      return invalid('BAD_FORMAT', `AI (${ai}) qualifies AI (${primaryKey.ai}) and belongs in the path`);
    }
  }
  return undefined;
}

function sequencesOf(primaryKey: Gs1Element): readonly (readonly string[])[] {
  return applicationIdentifier(primaryKey.ai)!.keyQualifiers ?? [];
}

function isSubsequence(path: readonly string[], sequence: readonly string[]): boolean {
  let at = -1;
  return path.every((ai) => {
    at = sequence.indexOf(ai, at + 1);
    return at >= 0;
  });
}
