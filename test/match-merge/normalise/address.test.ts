import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAddress } from '../../../src/match-merge/normalise/address.js';

test.each([
  [
    '1200 North Main Street, Suite 200, Springfield IL 62701-1234',
    '1200 N. MAIN ST STE 200 SPRINGFIELD IL 62701',
  ],
  ['P.O. Box 1234\nDallas TX 75201', 'PO BOX 1234, DALLAS TX 75201'],
  ['55 Fifth Avenue, 3rd Floor, New York NY 10003', '55 5TH AVE FL 3 NEW YORK NY 10003'],
  ['12B Oak Drive #4 Austin TX 78701', '12B OAK DR UNIT 4 AUSTIN TX 78701'],
  ['900 Industrial Parkway Building A Reno NV 89501 USA', '900 INDUSTRIAL PKWY BLDG A RENO NV 89501'],
])('%s is %s', (long, short) => {
  expect(readAddress(long).key).toBe(readAddress(short).key);
});

test('the parts are told apart', () => {
  expect(readAddress('1200 North Main Street, Suite 200, Springfield IL 62701-1234')).toMatchObject({
    number: '1200',
    street: 'N MAIN ST SPRINGFIELD IL',
    unit: 'STE 200',
    box: null,
    zip5: '62701',
    zip4: '1234',
  });
});

test('another suite, box or number is another address', () => {
  const keys = ['1 Main St', '2 Main St', '1 Main St Ste 1', '1 Main St Ste 2', 'PO Box 1', 'PO Box 2'];
  expect(new Set(keys.map((each) => readAddress(each).key)).size).toBe(keys.length);
});

test('nothing throws, whatever is written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (written) => typeof readAddress(written).key === 'string'),
  );
});
