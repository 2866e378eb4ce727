import type { StatementLine } from '../../../db/unit-link/statements.ts';

/** What is owed to the unit for what it said, and by when: it stays owed when the task is over. */
export const owedAnswer = ({ dueOn }: Pick<StatementLine, 'dueOn'>): string =>
  dueOn === null ? '尚未答复' : `尚未答复，本局应于 ${dueOn} 前（含当日）答复`;
