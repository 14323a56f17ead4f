/** What the engine goes by, the same for every table. Nothing here is learned and nothing is set per file. */
export const settings = Object.freeze({
  /** Candidates of a record in each view of it, both ways, of two tables. */
  candidatesLinking: 12,
  /** The same in one table, where many records may be one thing: so many where the records are few, fewer where they are
   *  many, so that all of them together have about `candidatesForAll`. */
  candidatesDeduping: 40,
  candidatesForAll: 1_000_000,
  fewestCandidates: 16,
  /** Views of single text attributes, besides the view of everything. */
  textViews: 3,
  /** Entries of the index that may be read to find the candidates of all records in one view, shared evenly, but for one
   *  record at least so many. Up to some thousand records that is all there are; beyond, the common features of a record
   *  are left unread, and searches that this cuts short are counted. Of two tables more, for few candidates are taken. */
  readLinking: { all: 250_000_000, one: 6_000 },
  readDeduping: { all: 50_000_000, one: 2_000 },
  /** A feature in more records than so many times what may be read for one is left out of the index: it would not be read
   *  but for records that have nothing rarer. */
  commonest: 20,
  /** The same for one record that is looked for by itself among those that are kept. */
  readForQuestion: 100_000,
  /** Random pairs by which chance agreement is measured. */
  randomPairs: 100_000,
  /** Candidates of one table that weights are learned from, evenly spread, at most. */
  learnFrom: 250_000,
  /** Rounds of expectation and maximization, at most, and the change of any m or u at which they end. */
  rounds: 30,
  converged: 1e-4,
  /** How much of a rare value's surprise counts, 0 to 1. */
  surpriseShare: 0.7,
  /** Probability from which on a pair that is no match is shown to a person. */
  reviewFrom: 0.1,
  /** Expected share of right ones among matches that need no person, 0 to 1. */
  sure: 0.99,
  /** Bits by which a pair of one table may be likelier than how rare its agreement is says, while weights are learned. */
  slack: 2,
  /** Bits that one pair may speak for or against joining two clusters, at most. */
  loudest: 12,
  seed: 20_240_229,
});

export type Settings = typeof settings;
