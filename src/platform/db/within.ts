/** The database did not answer in the time that somebody could wait. */
export class NotInTimeError extends Error {
  override name = 'NotInTimeError' as const;
}

/** What comes of `work` if it comes within `ms`. The work itself goes on: it may still be done, so what it does must bear
 *  being done again. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotInTimeError(`not within ${ms} ms`)), ms);
  });
  work.catch(() => {}); // its failure after the time is nobody’s unhandled rejection
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
