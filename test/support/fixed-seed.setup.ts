import fc from 'fast-check';

// `npm test` is the same run every time; `npm run test:long` draws cases that nobody has seen yet.
if (process.env['CONCORD_TEST_TIER'] !== 'long')
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_120 });
