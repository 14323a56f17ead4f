/** Why a person is asked about two records. A reason that is new to this page is shown as it is. */
const reasons: Readonly<Record<string, string>> = {
  LIKELY: 'They are likely one, but not likely enough to be joined unseen.',
  VETOED: 'They are alike, but say something that must not differ.',
  CONTESTED: 'Another record is about as likely, and both cannot be.',
  IN_CONFLICT: 'Identifiers of one of them contradict each other.',
};

export function reasonWords(why: string): string {
  return reasons[why] ?? why;
}

/** Odds as people say them: `about 1,000 to 1 that they are one`. */
export function oddsWords(bits: number): string {
  const odds = 2 ** Math.abs(bits);
  if (odds < 1.5) return 'as likely one as not';
  const shown =
    odds >= 1e6 ? 'more than a million' : `about ${Number(odds.toPrecision(2)).toLocaleString('en-US')}`;
  return `${shown} to 1 that they are ${bits > 0 ? 'one' : 'two'}`;
}
