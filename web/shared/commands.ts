import { read, send } from './http.ts';

/** What a command came to (docs/architecture.md, "A command"). */
export interface CommandOutcome {
  readonly message: string;
}

type Answer =
  | { readonly status: 'done'; readonly outcome: CommandOutcome }
  | { readonly status: 'pending' }
  | { readonly status: 'refused'; readonly refusal: { readonly code: string; readonly detail: string } };

const POLL_MS = 1_000;
const POLLS = 60;
const pause = (ms: number): Promise<void> => new Promise((settle) => setTimeout(settle, ms));

/** Chosen before the first try: sent again after a lost answer, the same command is not carried out twice. */
export const newCommandId = (): string => `web-${crypto.randomUUID()}`;

/**
 * Gives a command and waits for its end; an answer that takes longer than the server holds the request is asked for.
 * @param path `/api/tasks/ID/commands/NAME`
 * @throws ApiProblem where it is refused at once; Error with the words of a later refusal
 */
export const giveCommand = async (path: string, id: string, fields: object): Promise<CommandOutcome> => {
  let answer = await send<Answer>('POST', path, { ...fields, id });
  for (let polls = 0; answer.status === 'pending' && polls < POLLS; polls += 1) {
    await pause(POLL_MS);
    answer = await read<Answer>(`/api/commands/${encodeURIComponent(id)}`);
  }
  if (answer.status === 'done') return answer.outcome;
  throw new Error(
    answer.status === 'refused'
      ? answer.refusal.detail
      : '已提交，尚未办结；稍后刷新本页即可看到结果，不必重复提交。',
  );
};
