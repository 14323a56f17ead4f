import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ApplicationIdentifier,
  applicationIdentifier,
  applicationIdentifiers,
} from '../../src/identifiers/gs1-application-identifier.js';
import {
  type DigitalLink,
  digitalLinkOf,
  elementsOfLink,
  parseDigitalLink,
  printDigitalLink,
} from '../../src/identifiers/gs1-digital-link.js';
import {
  type Gs1Element,
  parseElementString,
  printScanData,
} from '../../src/identifiers/gs1-element-string.js';
import { valueArbitrary } from './gs1-arbitraries.js';

const VECTOR = 'https://id.gs1.org/01/09521234543213/10/ABC123/21/456?17=270630';

const keys = applicationIdentifiers.filter(({ keyQualifiers }) => keyQualifiers);
const attributes = applicationIdentifiers.filter(({ digitalLinkAttribute }) => digitalLinkAttribute);
const stem = fc.constantFrom(
  'https://id.gs1.org',
  'http://example.org:8080',
  'https://shop.example.org/en/products',
);
const extensions = fc.array(fc.tuple(fc.constantFrom('linkType', 'context', 'x y'), fc.string()), {
  maxLength: 2,
});

function element(entry: ApplicationIdentifier): fc.Arbitrary<Gs1Element> {
  return valueArbitrary(entry).map((value) => ({ ai: entry.ai, value }));
}

/** Every key with some of the qualifiers of one of its sequences, and attributes that are neither. */
function linkArbitrary(key: ApplicationIdentifier): fc.Arbitrary<DigitalLink> {
  const sequences = key.keyQualifiers!;
  const own = new Set([key.ai, ...sequences.flat()]);
  return fc.constantFrom(...sequences).chain((sequence) =>
    fc.record({
      stem,
      primaryKey: element(key),
      qualifiers: fc
        .subarray([...sequence])
        .chain((ais) => fc.tuple(...ais.map((ai) => element(applicationIdentifier(ai)!)))),
      attributes: fc
        .uniqueArray(fc.constantFrom(...attributes.filter(({ ai }) => !own.has(ai))), {
          maxLength: 3,
          selector: ({ ai }) => ai,
        })
        .chain((entries) => fc.tuple(...entries.map(element))),
      extensions,
    }),
  );
}

describe('GS1 Digital Link', () => {
  test('the vector of the GS1 engine goes both ways', () => {
    const elements = parseElementString('(01)09521234543213(17)270630(10)ABC123(21)456');
    if (elements.kind === 'invalid') throw new Error('vector');
    const link = digitalLinkOf(elements.elements);
    expect(link).toMatchObject({ kind: 'link', link: { stem: 'https://id.gs1.org' } });
    if (link.kind === 'link') expect(printDigitalLink(link.link)).toBe(VECTOR);
    const parsed = parseDigitalLink(VECTOR);
    expect(parsed).toEqual(link);
    if (parsed.kind === 'link') {
      expect(elementsOfLink(parsed.link).map(({ ai }) => ai)).toEqual(['01', '10', '21', '17']);
    }
  });

  test('a path before the key, a short GTIN, other parameters and a fragment are understood', () => {
    expect(
      parseDigitalLink('https://shop.example.org/01/en/01/614141123452/?linkType=gs1%3Apip#top'),
    ).toEqual({
      kind: 'link',
      link: {
        stem: 'https://shop.example.org/01/en',
        primaryKey: { ai: '01', value: '00614141123452' },
        qualifiers: [],
        attributes: [],
        extensions: [['linkType', 'gs1:pip']],
      },
    });
  });

  test.each([
    ['urn:epc:id:sgtin:1', 'BAD_FORMAT'],
    ['https://id.gs1.org/', 'BAD_FORMAT'],
    ['https://id.gs1.org/AQKA', 'BAD_FORMAT'],
    ['https://id.gs1.org/01/09521234543214', 'CHECK_DIGIT'],
    ['https://id.gs1.org/01/09521234543213/21/456/10/ABC', 'BAD_FORMAT'],
    ['https://id.gs1.org/01/09521234543213/10/A/235/B', 'BAD_FORMAT'],
    ['https://id.gs1.org/01/09521234543213?10=ABC', 'BAD_FORMAT'],
    ['https://id.gs1.org/01/09521234543213?01=09521234543213', 'BAD_FORMAT'],
    ['https://id.gs1.org/01/09521234543213?8200=x', 'BAD_FORMAT'],
    ['https://id.gs1.org/01/09521234543213?05=1', 'UNKNOWN_APPLICATION_IDENTIFIER'],
    ['https://id.gs1.org/01/09521234543213?17=271301', 'BAD_FORMAT'],
    ['https://id.gs1.org/01/09520123456788?99=A&99=A', 'BAD_FORMAT'],
    ['https://id.gs1.org/01/09520123456788?98=XYZ+987', 'BAD_CHARACTER'],
    ['https://id.gs1.org/01/09520123456788?99=', 'BAD_LENGTH'],
    ['https://id.gs1.org/01/09520123456788/89/ABC123', 'BAD_FORMAT'],
    ['https://id.gs1.org/01/09521234543213/10/%E0%A4', 'BAD_FORMAT'],
  ])('%s is refused as %s', (written, code) => {
    expect(parseDigitalLink(written)).toMatchObject({ kind: 'invalid', problem: { code } });
  });

  test.each([
    [
      'https://id.gs1.org/01/09520123456788/10/ABC1/21/12345?17=180426',
      '^010952012345678810ABC1^2112345^17180426',
    ],
    [
      'https://example.com/01/9520123456788?3103=000195&3922=0299&17=201225',
      '^0109520123456788310300019539220299^17201225',
    ],
    [
      'https://id.gs1.org/00/952012345678912345?02=09520123456788&37=25&10=ABC123',
      '^0095201234567891234502095201234567883725^10ABC123',
    ],
    ['https://id.gs1.org/414/9520123456788/254/32a%2Fb', '^414952012345678825432a/b'],
    ['https://example.com/8004/9520614141234567?01=9520123456788', '^80049520614141234567^0109520123456788'],
    ['https://id.gs1.org/01/09520123456788/235/XYZ?10=ABC123', '^0109520123456788235XYZ^10ABC123'],
    ['https://id.gs1.org/01/09520123456788/22/A+B?&&99=A&&one&two=2', '^010952012345678822A+B^99A'],
  ])('%s carries %s, as in the examples of the Digital Link standard', (uri, scanned) => {
    const parsed = parseDigitalLink(uri);
    expect(parsed.kind === 'link' ? printScanData(elementsOfLink(parsed.link)) : parsed).toBe(scanned);
  });

  test('every primary key prints and parses back with its qualifiers, attributes and other parameters', () => {
    for (const key of keys) {
      fc.assert(
        fc.property(linkArbitrary(key), (link) => {
          expect(parseDigitalLink(printDigitalLink(link))).toEqual({ kind: 'link', link });
        }),
        { numRuns: 60 },
      );
    }
  });

  test('every application identifier stands in the query exactly where the dictionary allows it', () => {
    // 00 is the key with no qualifiers, so every other AI is judged by its own flag.
    const sscc = { ai: '00', value: '095212345432100003' };
    for (const entry of applicationIdentifiers.filter(({ ai }) => ai !== '00')) {
      const [value] = fc.sample(valueArbitrary(entry), { numRuns: 1, seed: 3 });
      const attribute = { ai: entry.ai, value: value! };
      const link = {
        stem: 'https://id.gs1.org',
        primaryKey: sscc,
        qualifiers: [],
        attributes: [attribute],
        extensions: [],
      };
      const parsed = parseDigitalLink(printDigitalLink(link));
      expect(parsed, entry.ai).toEqual(
        entry.digitalLinkAttribute ? { kind: 'link', link } : expect.objectContaining({ kind: 'invalid' }),
      );
    }
  });

  test('elements without a key have no link', () => {
    expect(digitalLinkOf([{ ai: '17', value: '270630' }])).toMatchObject({
      kind: 'invalid',
      problem: { code: 'BAD_FORMAT' },
    });
  });
});
