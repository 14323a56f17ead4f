import type { DigestFigures, WaitingNotice } from './notice.store.js';

export interface NoticeText {
  readonly subject: string;
  readonly text: string;
}

/** What a notice says: who did what, and where to look. It holds no code, name or value of what a task is about, for mail
 *  travels and is kept where the hub has no say. */
export function noticeText(
  notice: WaitingNotice,
  figures: DigestFigures | undefined,
  address: string,
): NoticeText {
  if (notice.kind === 'DIGEST') return digestText(figures as DigestFigures, address);
  const who = notice.by ?? 'Somebody';
  const subject =
    notice.kind === 'ASSIGNED' ? `${who} has given you a task` : `${who} has named you in a comment`;
  return { subject, text: lines(`${subject}.`, '', `${address}/inbox/${notice.taskId}`) };
}

function digestText({ assigned, inHand, overdue, waiting }: DigestFigures, address: string): NoticeText {
  const subject = assigned === 0 ? 'No task is assigned to you' : `${tasks(assigned)} assigned to you`;
  return {
    subject,
    text: lines(
      `${subject}${overdue > 0 ? `, ${overdue} overdue` : ''}.`,
      `${tasks(inHand)} in your hands, ${tasks(waiting)} that anybody may take.`,
      '',
      `${address}/inbox`,
    ),
  };
}

function tasks(count: number): string {
  return count === 1 ? '1 task' : `${count.toLocaleString('en-US')} tasks`;
}

function lines(...all: string[]): string {
  return `${all.join('\n')}\n`;
}
