import { describe, expect, test } from 'vitest';
import { type Normalised } from '../../src/identifiers/identifier.js';
import { type IssuingAgency, normaliseOfAgency, udi } from '../../src/identifiers/udi.js';
import { countBy, dataRows } from './test-data.js';

type Row = { record: string; type: string; agency: IssuingAgency; value: string; contains: string };

const rows: Row[] = dataRows('gudid-identifiers.csv.gz', ',')
  .slice(1)
  .map(([record, type, agency, value, contains]) => ({
    record: record!,
    type: type!,
    agency: agency as IssuingAgency,
    value: value!,
    contains: contains!,
  }));

const outcome = (read: Normalised) => (read.kind === 'valid' ? 'valid' : read.problem.code);

describe('the identifiers of 50,000 GUDID devices', () => {
  test('are 58,039 rows', () => {
    expect(countBy(rows, ({ type, agency }) => `${type} ${agency}`)).toEqual({
      'Primary GS1': 49_999,
      'Primary HIBCC': 1,
      'Secondary HIBCC': 1_056,
      'Package GS1': 6_355,
      'Unit of Use GS1': 622,
      'Direct Marking GS1': 6,
    });
  });

  test('each is valid, ambiguous, or refused for a named reason', () => {
    const read = (row: Row) => outcome(normaliseOfAgency(row.agency, row.value));
    expect(countBy(rows, (row) => `${row.agency} ${read(row)}`)).toEqual({
      'GS1 valid': 56_971,
      'GS1 CHECK_DIGIT': 11,
      'HIBCC valid': 905,
      'HIBCC AMBIGUOUS_READING': 151,
      'HIBCC BAD_FORMAT': 1,
    });
  });

  test('ten 14-digit GTINs have a wrong check digit, the eleventh is a package GTIN that lost its last digit', () => {
    const wrong = rows.filter(
      ({ agency, value }) => agency === 'GS1' && normaliseOfAgency('GS1', value).kind === 'invalid',
    );
    expect(countBy(wrong, ({ type, value }) => `${type} ${value.length}`)).toEqual({
      'Primary 14': 9,
      'Unit of Use 14': 1,
      'Package 13': 1,
    });
  });

  test('the refused HIBCC identifier is a good GTIN under the wrong agency', () => {
    const [wrong] = rows.filter(
      ({ agency, value }) => agency === 'HIBCC' && normaliseOfAgency('HIBCC', value).kind === 'invalid',
    );
    expect(normaliseOfAgency('GS1', wrong!.value).kind).toBe('valid');
    expect(wrong!.type).toBe('Primary');
  });

  test('655 HIBCC identifiers surely carry a check character against FDA rules, 250 surely none, 151 end in a digit that fits as one', () => {
    const hibcc = rows.filter(({ agency }) => agency === 'HIBCC');
    const counts = countBy(hibcc, ({ value }) => {
      const read = normaliseOfAgency('HIBCC', value);
      if (read.kind !== 'valid') return read.kind;
      return read.normal === `HIBCC:${value}` ? 'without' : 'with';
    });
    expect(counts).toEqual({ with: 655, without: 250, ambiguous: 151, invalid: 1 });
  });

  test('all but one of the DIs that packages contain are valid', () => {
    const contained = rows.filter(({ contains }) => contains !== '');
    expect(
      countBy(contained, ({ agency, contains }) => outcome(normaliseOfAgency(agency, contains))),
    ).toEqual({
      valid: 6_354,
      CHECK_DIGIT: 1,
    });
  });

  test('without their agency only HIBCC identifiers of ten characters become ambiguous besides', () => {
    const counts = countBy(rows, ({ agency, value }) => `${agency} ${outcome(udi.normalise(value))}`);
    expect(counts).toEqual({
      'GS1 valid': 56_971,
      'GS1 CHECK_DIGIT': 11,
      'HIBCC valid': 881,
      'HIBCC AMBIGUOUS_READING': 176,
    });
  });
});
