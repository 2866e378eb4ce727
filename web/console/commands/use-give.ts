import { useRef, useState } from 'react';
import { ApiProblem } from '../../shared/api-problem.ts';
import { type CommandOutcome, giveCommand, newCommandId } from '../../shared/commands.ts';
import { read } from '../../shared/http.ts';
import type { Values } from './form.ts';

const NOT_SETTLED = new Set(['Offline', 'EngineUnavailable', 'Unknown', 'DatabaseUnavailable']);
/** Whether the try before may yet have been carried out: it goes again under the same id, or is asked after. */
const mayHaveWorked = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || NOT_SETTLED.has(error.code) || error.status >= 500;

interface Try {
  readonly id: string;
  readonly body: string;
  readonly open: boolean;
}

const endOf = async (id: string): Promise<CommandOutcome | null> => {
  try {
    const found = await read<{ status: string; outcome?: CommandOutcome }>(
      `/api/commands/${encodeURIComponent(id)}`,
    );
    return found.status === 'done' && found.outcome !== undefined ? found.outcome : null;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'NotFound') return null;
    throw error;
  }
};

/**
 * Gives a command under an id chosen before its first try. The same content after a lost answer goes again under the
 * same id; other content gets an id of its own, once it is known that the first was not carried out.
 * @param path `/api/tasks/ID/commands/NAME`
 */
export const useGive = (path: string) => {
  const last = useRef<Try | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);

  const idFor = async (body: string): Promise<string | CommandOutcome> => {
    const before = last.current;
    if (before === null || !before.open) return newCommandId();
    if (before.body === body) return before.id;
    return (await endOf(before.id)) ?? newCommandId();
  };

  const give = async (fields: Values): Promise<CommandOutcome | null> => {
    setBusy(true);
    setError(null);
    try {
      const body = JSON.stringify(fields);
      const id = await idFor(body);
      if (typeof id !== 'string') return id;
      last.current = { id, body, open: true };
      return await giveCommand(path, id, fields);
    } catch (thrown) {
      if (last.current !== null) last.current = { ...last.current, open: mayHaveWorked(thrown) };
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { give, busy, error };
};
