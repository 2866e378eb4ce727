import type { Engine, Family } from '../../../activities/shared/engine.ts';

/** Notes what Temporal would be told, for tests whose subject is the facts alone. */
export const notingEngine = (): Engine & { readonly started: string[]; readonly nudged: string[] } => {
  const started: string[] = [];
  const nudged: string[] = [];
  return {
    started,
    nudged,
    start: async (family: Family, _authorityId, subjectId) => {
      started.push(`${family}/${subjectId}`);
    },
    nudge: async (workflowId) => {
      nudged.push(workflowId);
      return true;
    },
  };
};
