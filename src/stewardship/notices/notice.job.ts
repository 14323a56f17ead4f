import type { Transporter } from 'nodemailer';
import { type Db, transact } from '../../platform/db/db.js';
import type { Handlers } from '../../platform/jobs/jobs.js';
import { logError } from '../../platform/telemetry/log.js';
import { digestOf, leaveDigests, markSent, putOff, takeNotice } from './notice.store.js';
import { noticeText } from './notice-text.js';

export const noticeSweepJob = 'send notices';

const mostAttempts = 8;

export interface Mail {
  readonly transport: Pick<Transporter, 'sendMail'>;
  readonly from: string;
  /** Where people reach the hub in a browser. */
  readonly address: string;
}

/** Sends what waits by mail. Without a mail server notices are not even left: `mail` is undefined. */
export function noticeHandlers(db: Db, mail: Mail | undefined): Handlers {
  return { [noticeSweepJob]: async () => void (mail && (await sendNotices(db, mail))) };
}

/** Leaves the digests of those whose day has begun, then sends everything that is due. Returns how many were sent. */
export async function sendNotices(db: Db, mail: Mail): Promise<number> {
  await leaveDigests(db);
  let sent = 0;
  for (;;) {
    const outcome = await sendOne(db, mail);
    if (outcome === 'none') return sent;
    if (outcome === 'sent') sent++;
  }
}

/** A mail that left while its row could not be marked is sent again, under the same Message-ID, by which programs know it
 *  for the same. */
async function sendOne(db: Db, { transport, from, address }: Mail): Promise<'sent' | 'put off' | 'none'> {
  return transact(db, async (tx) => {
    const notice = await takeNotice(tx);
    if (!notice) return 'none';
    const figures = notice.kind === 'DIGEST' ? await digestOf(tx, notice.person) : undefined;
    const message = { from, to: notice.email, messageId: `<${notice.id}@concord>` };
    try {
      await transport.sendMail({ ...message, ...noticeText(notice, figures, address) });
      await markSent(tx, notice.id);
      return 'sent';
    } catch (error) {
      // The error itself repeats the address.
      logError('sending a notice', new MailRefusedError(codeOf(error)));
      await putOff(tx, notice, mostAttempts);
      return 'put off';
    }
  });
}

class MailRefusedError extends Error {
  override name = 'MailRefusedError' as const;
}

/** The mailer’s own code (EENVELOPE, ECONNECTION …). */
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z]{1,30}$/.test(code) ? code : 'unknown';
}
