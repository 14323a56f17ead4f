/** The words of a list as an object, which GraphQL enums are registered from. */
export function enumOf<Word extends string>(words: readonly Word[]): { [Each in Word]: Each } {
  return Object.fromEntries(words.map((word) => [word, word])) as { [Each in Word]: Each };
}

/** What each word of an enum means, as Nest wants it. */
export function describedWords<Word extends string>(
  meanings: Readonly<Record<Word, string>>,
): Record<Word, { description: string }> {
  const entries = Object.entries<string>(meanings).map(([word, description]) => [word, { description }]);
  return Object.fromEntries(entries) as Record<Word, { description: string }>;
}
