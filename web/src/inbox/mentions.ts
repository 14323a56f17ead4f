const mostMentions = 20;

/** Whom a comment names with an at sign; a name ends before the stop of its sentence. */
export function mentionsIn(text: string): readonly string[] {
  const names = [...text.matchAll(/(?<=^|\s)@([\w.+@-]*\w)/g)].map(([, name = '']) => name);
  return [...new Set(names)].slice(0, mostMentions);
}
