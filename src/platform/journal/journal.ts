import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** There is no room left in a journal. */
export class JournalFullError extends Error {
  override name = 'JournalFullError' as const;
}

/** How entries were taken. `refused`: some can never be; their file is set aside for a person. */
export type Taken = 'taken' | 'refused';

/** Files that journals of this process are appending to. */
const beingWritten = new Set<string>();

const mostAtOnce = 200;
const fileForm = /^\d+-[0-9a-f-]{36}\.(\d+)\.jsonl$/;

/** Entries that must outlive this process, on disk while the database is away: one JSON line each, appended and synced
 *  before `append` resolves, in a file of this process. Whoever takes them must bear to be given one twice: a crash
 *  between taking and forgetting repeats it. The folder may serve several processes; the files of one that died are
 *  handed in by another. */
export class Journal {
  readonly #folder: string;
  readonly #mostBytes: number;
  #own: { path: string; file: FileHandle } | undefined;
  #bytes = 0;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, mostBytes: number) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  /** Opens a folder, which is made if it is not there. */
  static async open(folder: string, mostBytes: number): Promise<Journal> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const journal = new Journal(folder, mostBytes);
    for (const path of await journal.#files()) journal.#bytes += (await stat(path)).size;
    return journal;
  }

  /** Bytes not handed in yet. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Resolves when the entry is on disk; rejects with `JournalFullError` if there is no room for it. */
  append(entry: unknown): Promise<void> {
    return this.#next(async () => {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      if (this.#bytes + line.length > this.#mostBytes) throw new JournalFullError('the journal is full');
      this.#own ??= await this.#begin();
      this.#bytes += line.length;
      try {
        await this.#own.file.appendFile(line);
        await this.#own.file.datasync();
      } catch (error) {
        await this.#close(); // what follows a torn line would be lost with it
        throw error;
      }
    });
  }

  /** Hands in what is there, some entries at once in the order in which they were appended, and forgets each file when all
   *  of it is taken. Stops where taking fails; what was not forgotten is handed in again next time. */
  async handIn(take: (entries: readonly unknown[]) => Promise<Taken>): Promise<number> {
    await this.#next(() => this.#close());
    let handed = 0;
    for (const path of await this.#files()) {
      if (isBeingWritten(path)) continue;
      const text = await readFile(path, 'utf8');
      let refused = false;
      const entries = [...entriesOf(text)];
      for (let from = 0; from < entries.length; from += mostAtOnce) {
        if ((await take(entries.slice(from, from + mostAtOnce))) === 'refused') refused = true;
      }
      handed += entries.length;
      await (refused ? rename(path, `${path}.refused`) : unlink(path));
      this.#bytes -= Buffer.byteLength(text);
    }
    return handed;
  }

  close(): Promise<void> {
    return this.#next(() => this.#close());
  }

  async #begin(): Promise<{ path: string; file: FileHandle }> {
    const path = join(this.#folder, `${Date.now()}-${randomUUID()}.${process.pid}.jsonl`);
    const file = await open(path, 'a', 0o600);
    const folder = await open(this.#folder, 'r'); // the name of a new file is on disk when its folder is
    await folder.sync().finally(() => folder.close());
    beingWritten.add(path);
    return { path, file };
  }

  async #close(): Promise<void> {
    if (!this.#own) return;
    const { path, file } = this.#own;
    this.#own = undefined;
    beingWritten.delete(path);
    await file.close();
  }

  async #files(): Promise<string[]> {
    const names = await readdir(this.#folder);
    return names
      .filter((name) => fileForm.test(name))
      .sort()
      .map((name) => join(this.#folder, name));
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }
}

/** The entries of a file; a line that a crash tore was never acknowledged, and is left out. */
function* entriesOf(text: string): Generator<unknown> {
  for (const line of text.split('\n').slice(0, -1)) {
    try {
      yield JSON.parse(line);
    } catch {
      // torn, and followed by others: the process went on after a failed write
    }
  }
}

/** Whether a journal is appending to a file: one of this process, or a process that is alive. */
function isBeingWritten(path: string): boolean {
  const pid = Number(fileForm.exec(basename(path))?.[1]);
  return pid === process.pid ? beingWritten.has(path) : isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
