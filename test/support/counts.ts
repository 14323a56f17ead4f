/** How often the dear suites repeat: small in `npm test`, large in `npm run test:long`. */
const long = process.env['CONCORD_TEST_TIER'] === 'long';

export const counts = {
  /** Random `kill -9`s of an import. */
  kills: long ? 10 : 3,
  /** Racing writers, and acts each of them publishes. */
  writers: 50,
  actsAWriter: long ? 40 : 8,
  /** Random histories that an index is followed through, and acts in each. */
  histories: long ? 20 : 3,
  actsAHistory: 50,
  /** Random acts on golden records, after each of which everything is asked. */
  goldenActs: long ? 10_000 : 60,
  /** Random acts on golden records that are done again in an empty hub. */
  replayedActs: long ? 2_000 : 80,
  /** How long people race for the same golden records. */
  racingMs: long ? 30_000 : 5_000,
  /** How long stewards race for the same tasks. */
  queueMs: long ? 60_000 : 5_000,
  /** Open tasks behind those of the story in the browser. */
  openTasks: long ? 100_000 : 2_000,
  /** How long the database is away while questions go on. */
  awayMs: long ? 60_000 : 5_000,
  /** Random cases a property is tried on. */
  runs: long ? 2_000 : 200,
  /** Random orders in which files, match runs, decisions, kills and models come. */
  matchOrders: long ? 100 : 2,
  /** Times two stewards race for one miss. */
  races: long ? 100 : 20,
} as const;
