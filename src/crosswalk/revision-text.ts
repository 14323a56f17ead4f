/** Whether a text is the number of a revision; whether there is such a one is another question. */
export function isRevision(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}
