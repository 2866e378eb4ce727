import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';

/** Changes something and says so; what is shown is read again. What was typed stays where it fails. */
export const useSend = () => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const run = async <T>(
    work: () => Promise<T>,
    done: string | ((answer: T) => string),
  ): Promise<T | null> => {
    setBusy(true);
    setError(null);
    try {
      const answer = await work();
      void message.success(typeof done === 'string' ? done : done(answer));
      await queries.invalidateQueries();
      return answer;
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, error, clear: () => setError(null) };
};
