/** Answers of one generation; two generations are kept. */
const most = 32_768;
/** Hardly a word is longer, and what is kept must have an end. */
const longest = 64;
/** Longer texts may be views of the line they were cut from, which would be kept with them. */
const longestCopied = 12;

/** A pure function of a word that keeps its last answers, for the words of lines recur: at most 65,536 words of 64
 *  characters, and what was not asked for lately is forgotten first. Its answers are shared: nobody may change them. */
export function remembered<T extends object>(answer: (word: string) => T): (word: string) => T {
  let recent = new Map<string, T>();
  let older: ReadonlyMap<string, T> = new Map();
  return (word) => {
    const known = recent.get(word);
    if (known !== undefined) return known;
    if (word.length > longest) return answer(word);
    const own = word.length > longestCopied ? word.split('').join('') : word;
    const found = older.get(own) ?? answer(own);
    if (recent.size >= most) {
      older = recent;
      recent = new Map();
    }
    recent.set(own, found);
    return found;
  };
}
