/** Words kept; a power of two for the slots. */
const most = 32_768;
const slotCount = 4 * most;
/** Hardly a word is longer, and what is kept must have an end. */
const longest = 64;

/** A pure function of a word that stands in a text from `start` to before `end`. */
export type OfWord<T> = (text: string, start: number, end: number) => T;

/** The function that keeps what it answered, for the words of lines recur: 32,768 words of 64 characters at most, then it
 *  begins anew. A word it knows is found without being cut out. Its answers are shared: nobody may change them. */
export function remembered<T>(answer: (word: string) => T): OfWord<T> {
  const slots = new Int32Array(slotCount);
  let words: string[] = [];
  let answers: T[] = [];
  return (text, start, end) => {
    if (end - start > longest) return answer(text.slice(start, end));
    let slot = slotOf(text, start, end);
    for (let number = slots[slot]!; number !== 0; number = slots[slot]!) {
      if (stands(words[number - 1]!, text, start, end)) return answers[number - 1]!;
      slot = (slot + 1) % slotCount;
    }
    // A copy: a view would keep the line it was cut from.
    const word = text.slice(start, end).split('').join('');
    const found = answer(word);
    if (words.length === most) {
      slots.fill(0);
      words = [];
      answers = [];
      slot = slotOf(text, start, end);
    }
    answers.push(found);
    slots[slot] = words.push(word);
    return found;
  };
}

/** Fowler–Noll–Vo, 1a, of the characters’ code units. */
function slotOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & (slotCount - 1);
}

function stands(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at++)
    if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
}
