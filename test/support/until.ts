/** Asks again and again until `found` holds an answer, for what other processes do in their own time. Fails loudly
 *  with `what` after `timeoutMs`. */
export async function until<T>(
  what: string,
  found: () => Promise<T | undefined | null | false>,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await found();
    if (answer) return answer;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
