import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process of a bench, asked one thing at a time. */
export interface BenchProcess<Asked, Answer> {
  ask(question: Asked): Promise<Answer>;
  stop(): Promise<void>;
}

type Reply = { answer: unknown } | { failure: string };

/** Starts a module of this folder as a process of its own; the module calls `answerParent`. */
export function startProcess<Asked, Answer>(
  module: string,
  execArgv: readonly string[] = [],
): BenchProcess<Asked, Answer> {
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), [], {
    execArgv: [...execArgv],
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    ask: (question) =>
      new Promise<Answer>((resolve, reject) => {
        const died = (code: number | null) => reject(new Error(`${module} ended with ${code}`));
        child.once('exit', died);
        child.once('message', (reply: Reply) => {
          child.off('exit', died);
          if ('failure' in reply) reject(new Error(`${module}: ${reply.failure}`));
          else resolve(reply.answer as Answer);
        });
        child.send(question as object);
      }),
    stop: async () => {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

/** The process's side: answers each question, and leaves when the parent has gone. */
export function answerParent<Asked, Answer>(
  answer: (question: Asked) => Promise<Answer>,
  leave: () => Promise<void> = async () => {},
): void {
  process.on('message', (question: Asked) => {
    answer(question).then(
      (given) => process.send?.({ answer: given }),
      (error: unknown) =>
        process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on('disconnect', () => void leave().finally(() => process.exit(0)));
}
