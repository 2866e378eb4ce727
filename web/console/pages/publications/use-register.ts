import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  ReceiptLine,
  ReceiptPreview,
} from '../../../../api/resources/publication/publication-schema.ts';
import { ApiProblem } from '../../../shared/api-problem.ts';
import { giveCommand, newCommandId } from '../../../shared/commands.ts';
import { revisionPath } from './publication-words.ts';

/** What became of a line. */
export interface Outcome {
  readonly isDone: boolean;
  /** The server said no: the next try is a command of its own. */
  readonly isRefused: boolean;
  readonly text: string;
}

export interface ReceiptJob extends ReceiptLine {
  /** Kept over every try: a line that was carried out before its answer was lost is not carried out twice. */
  readonly commandId: string;
}

export const jobsOf = ({ lines }: ReceiptPreview): readonly ReceiptJob[] =>
  lines.map((line) => ({ ...line, commandId: newCommandId() }));

const REFUSED = 400;
const FAULT = 500;

const register = async (channel: string, job: ReceiptJob): Promise<Outcome> => {
  if (job.publicationId === null || job.revision === null)
    return { isDone: false, isRefused: true, text: job.problem ?? '' };
  const path = `${revisionPath(job.publicationId, job.revision)}/commands/confirmChannel`;
  try {
    const fields = { channel, publishedOn: job.publishedOn, proof: job.proof };
    return { isDone: true, isRefused: false, text: (await giveCommand(path, job.commandId, fields)).message };
  } catch (error) {
    const isRefused = error instanceof ApiProblem && error.status >= REFUSED && error.status < FAULT;
    return { isDone: false, isRefused, text: error instanceof Error ? error.message : String(error) };
  }
};

/** Registers receipts one after the other, with what became of each; what failed can be tried again. */
export const useRegister = (channel: string) => {
  const [outcomes, setOutcomes] = useState<ReadonlyMap<number, Outcome>>(new Map());
  const [isBusy, setBusy] = useState(false);
  const queries = useQueryClient();
  const run = async (jobs: readonly ReceiptJob[]): Promise<void> => {
    setBusy(true);
    for (const job of jobs) {
      if (job.problem !== null || outcomes.get(job.line)?.isDone === true) continue;
      const isNew = outcomes.get(job.line)?.isRefused === true;
      const outcome = await register(channel, isNew ? { ...job, commandId: newCommandId() } : job);
      setOutcomes((before) => new Map(before).set(job.line, outcome));
    }
    setBusy(false);
    await queries.invalidateQueries();
  };
  return { outcomes, isBusy, run };
};
