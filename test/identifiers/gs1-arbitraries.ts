import fc from 'fast-check';
import { CSET82, gs1CheckPair, mod10CheckDigit } from '../../src/identifiers/check-digits.js';
import type { ApplicationIdentifier } from '../../src/identifiers/gs1-application-identifier.js';
import type { Gs1Component } from '../../src/identifiers/gs1-dictionary.js';
import { textOf } from './check-arbitraries.js';

const DIGITS = '0123456789';
const ALPHABETS = {
  N: DIGITS,
  X: CSET82,
  Y: '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  Z: '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
};

function numberOf(width: number, min: number, max: number): fc.Arbitrary<string> {
  return fc.integer({ min, max }).map((value) => String(value).padStart(width, '0'));
}

/** Days 1-28 keep every generated date real; day 00 is added where the element allows it. */
function date(yearWidth: 2 | 4, firstDay: number): fc.Arbitrary<string> {
  return fc
    .tuple(numberOf(yearWidth, 0, yearWidth === 2 ? 99 : 9999), numberOf(2, 1, 12), numberOf(2, firstDay, 28))
    .map((parts) => parts.join(''));
}

function pieceOfTotal(glue: string, width: number, most: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)].map((n) => String(n).padStart(width, '0')).join(glue));
}

function withCheckDigit(body: string): string {
  return body + mod10CheckDigit(body);
}

/** Generators for the checks that a random value of the right type would rarely pass. */
const CHECKED: Record<string, (part: Gs1Component) => fc.Arbitrary<string>> = {
  csum: ({ max }) => textOf(DIGITS, max - 1).map(withCheckDigit),
  csumalpha: ({ max }) =>
    fc
      .tuple(textOf(DIGITS, 5), textOf('ABCxyz_!', 1), textOf(CSET82, 0, max - 8))
      .map((parts) => parts.join(''))
      .map((body) => body + gs1CheckPair(body)),
  gcppos1: ({ type, max }) =>
    fc.tuple(textOf(DIGITS, 4), textOf(ALPHABETS[type], 0, max - 4)).map((parts) => parts.join('')),
  yymmd0: () => date(2, 0),
  yymmdd: () => date(2, 1),
  yyyymmdd: () => date(4, 1),
  hh: () => numberOf(2, 0, 23),
  mi: () => numberOf(2, 0, 59),
  ss: () => numberOf(2, 0, 59),
  hhmi: () => fc.tuple(numberOf(2, 0, 23), numberOf(2, 0, 59)).map((parts) => parts.join('')),
  nonzero: ({ max }) => numberOf(max, 1, 10 ** max - 1),
  zero: ({ max }) => fc.constant('0'.repeat(max)),
  nozeroprefix: ({ max }) => fc.integer({ min: 0, max: 10 ** max - 1 }).map(String),
  yesno: () => fc.constantFrom('0', '1'),
  winding: () => fc.constantFrom('0', '1', '9'),
  iso5218: () => fc.constantFrom('0', '1', '2', '9'),
  hyphen: ({ max }) => fc.constant('-'.repeat(max)),
  mediatype: () => fc.constantFrom('01', '10', '80', '99'),
  importeridx: () => textOf(ALPHABETS.Z, 1),
  pcenc: ({ max }) =>
    fc
      .array(fc.oneof(textOf(CSET82.replace('%', ''), 1), fc.constantFrom('%20', '%C3', '%a9')), {
        minLength: 1,
        maxLength: Math.floor(max / 3),
      })
      .map((parts) => parts.join('')),
  latitude: () => numberOf(10, 0, 1_800_000_000),
  longitude: () => numberOf(10, 0, 3_600_000_000),
  pieceoftotal: () => pieceOfTotal('', 2, 99),
  posinseqslash: () => pieceOfTotal('/', 1, 9),
  iban: () => fc.constantFrom('DE91100000000123456789', 'GB98MIDL07009312345678', 'BE71096123456769'),
  iso3166alpha2: () => textOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 2),
  packagetype: ({ max }) => textOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 1, max),
  couponcode: ({ max }) =>
    fc.tuple(textOf(DIGITS, 1), textOf(CSET82, 0, max - 1)).map((parts) => parts.join('')),
  couponposoffer: ({ max }) => textOf(DIGITS, 1, max),
};

function componentArbitrary(part: Gs1Component): fc.Arbitrary<string> {
  const check = part.checks.find((name) => name in CHECKED);
  return check ? CHECKED[check]!(part) : textOf(ALPHABETS[part.type], part.min, part.max);
}

/** A valid value of one AI, made from its component specifications: all mandatory parts and some of the optional ones. */
export function valueArbitrary({ components }: ApplicationIdentifier): fc.Arbitrary<string> {
  const mandatory = components.filter((part) => !part.optional).length;
  return fc
    .integer({ min: mandatory, max: components.length })
    .chain((count) => fc.tuple(...components.slice(0, count).map(componentArbitrary)))
    .map((parts) => parts.join(''));
}
