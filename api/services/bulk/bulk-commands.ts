import type { CommandName } from '../../../domain/rights/rights.ts';

/** Commands that are given to many tasks at once with the same words (批量办理), and what each is about. */
export const BULK_COMMANDS = {
  reviewResult: 'task',
  extendDeadline: 'task',
  cancelTask: 'task',
  reassignInspector: 'task',
  confirmChannel: 'publication',
} as const satisfies Partial<Record<CommandName, 'task' | 'publication'>>;

export type BulkCommand = keyof typeof BULK_COMMANDS;
export const BULK_NAMES = Object.keys(BULK_COMMANDS) as [BulkCommand, ...BulkCommand[]];
