/** Says on stderr why a command did not do its work; its exit code. */
export function complain(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
