/** A text with every word that was searched for marked in it. */
export function MarkedWords({ text, search }: { readonly text: string; readonly search: string }) {
  return pieces(text, search).map(({ at, piece, found }) =>
    found ? <mark key={at}>{piece}</mark> : <span key={at}>{piece}</span>,
  );
}

function pieces(text: string, search: string) {
  const words = search.split(/\s+/).filter(Boolean);
  if (words.length === 0) return [{ at: 0, piece: text, found: false }];
  const any = new RegExp(
    `(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`,
    'i',
  );
  let at = 0;
  // Split by one group: every second piece is a word found.
  return text.split(any).map((piece, place) => {
    const begins = at;
    at += piece.length;
    return { at: `${begins}-${place}`, piece, found: place % 2 === 1 };
  });
}
