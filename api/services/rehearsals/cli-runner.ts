import { Refusal } from '../../../domain/failure/failures.ts';
import { type CliProcess, outputOfCli, startCli } from './cli-process.ts';
import type { KeptRehearsal, RehearsalRunner, RehearsalState, RehearsalWish } from './runner.ts';

/** Each brings a database server and an engine: more would starve the live system beside them. */
const AT_ONCE = 2;
const ATTACHED = '--attached';

interface Running {
  readonly process: CliProcess;
  readonly kind: 'hand' | 'year' | 'view';
  state: 'opening' | 'open' | 'failed';
}

const idOf = ({ kind, year, seed }: RehearsalWish): string =>
  kind === 'hand' ? `${year}-${seed}-hand` : `${year}-${seed}`;

const wordsOf = ({ kind, year, seed, planFile }: RehearsalWish): string[] => {
  const plan = planFile === null ? [] : ['--plan', planFile];
  const shared = ['--year', String(year), '--seed', String(seed), ...plan];
  return kind === 'hand' ? ['rehearsal', 'open', ...shared, ATTACHED] : ['rehearse', ...shared];
};

/** What is on record, as what this process runs of it changes it. */
const withRunning = (record: KeptRehearsal, running: Running | undefined): KeptRehearsal => {
  if (running === undefined) return record;
  // A year that plays by itself is on record as running; a look at a kept one changes nothing of its state.
  const own: RehearsalState | undefined =
    running.state === 'failed' ? 'failed' : running.kind === 'hand' ? running.state : undefined;
  return { ...record, state: own ?? record.state, word: running.process.lastWord() };
};

/**
 * Runs rehearsals by this installation's own command line (`rehearse`, `rehearsal open`, `rehearsal show`).
 * @param dataDir where their data are kept
 */
export const cliRunner = (dataDir: string): RehearsalRunner => {
  const all = new Map<string, Running>();

  const run = (id: string, kind: Running['kind'], words: readonly string[]): Running => {
    const running: Running = { process: startCli(words, dataDir), kind, state: 'opening' };
    all.set(id, running);
    running.process.address.then(
      () => {
        running.state = 'open';
      },
      () => undefined,
    );
    void running.process.ended.then((code) => {
      if (code === 0) all.delete(id);
      else running.state = 'failed';
    });
    return running;
  };

  const assertRoom = (id: string): void => {
    const others = [...all].filter(([, { state }]) => state !== 'failed');
    if (others.some(([known]) => known === id)) {
      throw new Refusal('WrongState', `演练 ${id} 正在进行或打开；请先结束它，或换一个种子。`);
    }
    if (others.length >= AT_ONCE) {
      throw new Refusal('WrongState', `同时至多打开 ${AT_ONCE} 个演练，请先结束其中一个。`);
    }
  };

  const records = async (): Promise<KeptRehearsal[]> => {
    const read = JSON.parse(await outputOfCli(['rehearsal', 'list', '--json'], dataDir)) as Omit<
      KeptRehearsal,
      'word'
    >[];
    return read.map((record) => ({ ...record, word: null }));
  };

  const list = async (): Promise<KeptRehearsal[]> => {
    const known = await records();
    const fresh = [...all.keys()].filter((id) => !known.some(({ rehearsalId }) => rehearsalId === id));
    return [
      ...known,
      ...fresh.map((rehearsalId) => ({
        ...{
          rehearsalId,
          state: 'opening' as const,
          startedAt: null,
          summary: null,
          kept: false,
          word: null,
        },
      })),
    ].map((record) => withRunning(record, all.get(record.rehearsalId)));
  };

  return {
    list,
    start: async (wish) => {
      const id = idOf(wish);
      assertRoom(id);
      run(id, wish.kind, wordsOf(wish));
      return id;
    },
    open: async (id) => {
      const running = all.get(id);
      if (running?.kind === 'year') throw new Refusal('NotReady', `演练 ${id} 尚未走完，走完后即可查看。`);
      if (running !== undefined && running.state !== 'failed') return running.process.address;
      if (!(await records()).some(({ rehearsalId, kept }) => rehearsalId === id && kept)) {
        throw new Refusal('NotFound', `没有留存编号为“${id}”的演练。`);
      }
      assertRoom(id);
      return run(id, 'view', ['rehearsal', 'show', id, ATTACHED]).process.address;
    },
    stop: async (id) => {
      const running = all.get(id);
      if (running === undefined) throw new Refusal('NotFound', `演练 ${id} 没有在本机进行或打开。`);
      await running.process.stop();
      all.delete(id);
    },
    close: async () => {
      await Promise.all([...all.values()].map(({ process }) => process.stop()));
    },
  };
};
