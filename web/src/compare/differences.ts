export interface Piece {
  readonly text: string;
  /** Not said by the other. */
  readonly differs: boolean;
}

/** Longer texts are shown whole and unmarked: the table below has one cell for every pair of words. */
const mostWords = 400;

/** The words of a text that the other does not say at that place, by the longest common run of words. Small and capital
 *  letters are one; spaces never differ. */
export function differences(text: string, other: string): readonly Piece[] {
  const words = wordsOf(text);
  const others = wordsOf(other);
  if (words.length > mostWords || others.length > mostWords) return [{ text, differs: false }];
  const shared = sharedWords(words.map(folded), others.map(folded));
  return joined(words.map((word, place) => ({ text: word, differs: isWord(word) && !shared.has(place) })));
}

/** Numbers, runs of letters and single signs each for themselves, so that `16Fr` differs from `18Fr` in its number. */
function wordsOf(text: string): readonly string[] {
  return text.match(/\s+|\d+(?:[.,]\d+)*|\p{L}[\p{L}\p{M}]*|./gsu) ?? [];
}

function isWord(word: string): boolean {
  return word.trim() !== '';
}

function folded(word: string): string {
  return isWord(word) ? word.toLowerCase() : ' ';
}

/** Places in `words` that belong to a longest common subsequence with `others`. */
function sharedWords(words: readonly string[], others: readonly string[]): ReadonlySet<number> {
  const width = others.length + 1;
  const longest = new Uint16Array((words.length + 1) * width);
  const at = (row: number, column: number) => longest[row * width + column] ?? 0;
  for (let row = words.length - 1; row >= 0; row--) {
    for (let column = others.length - 1; column >= 0; column--) {
      longest[row * width + column] =
        words[row] === others[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const shared = new Set<number>();
  let [row, column] = [0, 0];
  while (row < words.length && column < others.length) {
    if (words[row] === others[column]) {
      shared.add(row++);
      column++;
    } else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return shared;
}

/** Pieces that say the same of themselves, as one; a space between two that differ differs with them. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const whole: Piece[] = [];
  pieces.forEach((piece, place) => {
    const last = whole.at(-1);
    const between = !isWord(piece.text) && last?.differs && pieces[place + 1]?.differs;
    const differs = piece.differs || Boolean(between);
    if (last && last.differs === differs) whole[whole.length - 1] = { text: last.text + piece.text, differs };
    else whole.push({ text: piece.text, differs });
  });
  return whole;
}
