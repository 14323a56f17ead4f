import { sql } from 'drizzle-orm';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Mail, sendNotices } from '../../../src/stewardship/notices/notice.job.js';
import { leaveDigests, saveNoticeAddress } from '../../../src/stewardship/notices/notice.store.js';
import { assignTask, commentOnTask } from '../../../src/stewardship/queue/handle-task.store.js';
import { saveCalendar } from '../../../src/stewardship/queue/queue-settings.store.js';
import { makeCaller } from '../../support/caller.js';
import { makeTasks } from '../../support/make-tasks.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';
import { setUpWellstar } from '../../support/wellstar.js';

let server: SMTPServer;
let mail: Mail;
let refusing = false;
const inbox: { to: string; text: string }[] = [];
beforeAll(async () => {
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_, __, done) => done(refusing ? new Error('not today') : undefined),
    onData: (stream, session, done) => {
      let text = '';
      stream.on('data', (piece: Buffer) => {
        text += piece.toString();
      });
      stream.on('end', () => {
        inbox.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), text });
        done();
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as { port: number };
  const transport = createTransport({ url: `smtp://127.0.0.1:${port}`, ignoreTLS: true });
  mail = { transport, from: 'concord@hub.example', address: 'https://hub.example' };
});
afterAll(() => new Promise<void>((closed) => server.close(closed)));

let pg: TestDb;
beforeEach(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
  inbox.length = 0;
  refusing = false;
  const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
  const around = { title: 'Always', timeZone: 'UTC', hours: always, holidays: [] };
  await saveCalendar(pg.db, { key: 'always', ...around }, 'test');
  await pg.db.execute(sql`
    insert into working_calendar (key, title, time_zone, hours)
    select 'never-now', 'Not now', 'UTC', jsonb_build_array(jsonb_build_object(
      'weekday', extract(isodow from now() + interval '3 days')::int, 'from', '00:00', 'to', '00:01'))`);
});
afterEach(() => pg.close());

const ann = makeCaller({ actor: 'key:ann', person: 'ann', role: 'steward' });
const address = (person: string, calendar = 'never-now') =>
  saveNoticeAddress(pg.db, { person, email: `${person}@hospital.example`, calendar, actor: 'test' });
const told = () => inbox.map(({ to, text }) => `${to}: ${/^Subject: (.*)$/m.exec(text)?.[1]?.trim()}`).sort();

describe('a notice', () => {
  test('goes to whoever is named or given a task, with a link and no word of what it is about', async () => {
    await address('bob');
    await address('ann');
    const [id = ''] = await makeTasks(pg.db, ['secret-code-1']);
    await commentOnTask(pg.db, ann, { id, text: 'see the invoice', mentions: ['bob', 'ann', 'nobody'] });
    await assignTask(pg.db, ann, { id, person: 'bob', queue: null, reason: null });
    expect(await sendNotices(pg.db, mail)).toBe(2);
    expect(told()).toEqual([
      'bob@hospital.example: ann has given you a task',
      'bob@hospital.example: ann has named you in a comment',
    ]);
    for (const { text } of inbox) {
      expect(text).toContain(`https://hub.example/inbox/${id}`);
      expect(text).not.toMatch(/secret|invoice/);
    }
    expect(await sendNotices(pg.db, mail)).toBe(0);
  });

  test('is sent once by four workers at once', async () => {
    await address('bob');
    const ids = await makeTasks(pg.db, ['a', 'b', 'c', 'd', 'e']);
    for (const id of ids) await assignTask(pg.db, ann, { id, person: 'bob', queue: null, reason: null });
    const sent = await Promise.all([0, 1, 2, 3].map(() => sendNotices(pg.db, mail)));
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(5);
    const ofMail = (text: string) => /^Message-ID: (.*)$/im.exec(text)?.[1];
    expect(new Set(inbox.map(({ text }) => ofMail(text))).size).toBe(5);
  });

  test('that the mail server refuses is tried again later, and given up after eight times', async () => {
    await address('bob');
    const [id = ''] = await makeTasks(pg.db, ['a']);
    await assignTask(pg.db, ann, { id, person: 'bob', queue: null, reason: null });
    refusing = true;
    expect(await sendNotices(pg.db, mail)).toBe(0);
    refusing = false;
    expect(await sendNotices(pg.db, mail)).toBe(0);
    await pg.db.execute(sql`update notice set due_at = now() - interval '1 second'`);
    expect(await sendNotices(pg.db, mail)).toBe(1);

    const [other = ''] = await makeTasks(pg.db, ['b']);
    await assignTask(pg.db, ann, { id: other, person: 'bob', queue: null, reason: null });
    refusing = true;
    for (let attempt = 0; attempt < 9; attempt++) {
      await sendNotices(pg.db, mail);
      await pg.db.execute(sql`update notice set due_at = now() - interval '1 second' where sent_at is null`);
    }
    const [row] = await pg.db.execute(sql`
      select attempts, failed_at is not null as failed from notice where sent_at is null`);
    expect(row).toEqual({ attempts: 8, failed: true });
  });
});

describe('the digest of a day', () => {
  test('is left once a day, for those whose working hours it is', async () => {
    await address('bob', 'always');
    await address('ann', 'never-now');
    const [id = ''] = await makeTasks(pg.db, ['a', 'b', 'c']);
    await assignTask(pg.db, ann, { id, person: 'bob', queue: null, reason: null });
    const left = await Promise.all([0, 1, 2, 3].map(() => leaveDigests(pg.db)));
    expect(left.reduce((sum, n) => sum + n, 0)).toBe(1);
    await sendNotices(pg.db, mail);
    expect(told()).toEqual([
      'bob@hospital.example: 1 task assigned to you',
      'bob@hospital.example: ann has given you a task',
    ]);
    const digest = inbox.find(({ text }) => text.includes('assigned to you.'));
    expect(digest?.text).toContain('0 tasks in your hands, 2 tasks that anybody may take.');
    const tomorrow = new Date(Date.now() + 86_400_000);
    expect(await leaveDigests(pg.db, tomorrow)).toBe(1);
  });
});
