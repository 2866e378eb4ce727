/** Making a namespace usable: registered, known to the frontend, with our search attributes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { registerSearchAttributes, SEARCH_ATTRIBUTES } from './search-attributes.ts';

/** How long a closed workflow can still be looked at; the facts are kept in PostgreSQL anyway. */
const RETENTION_DAYS = 30;
const READY_LIMIT_SECONDS = 90;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;

const hasCode = (error: unknown, code: number): boolean =>
  isGrpcServiceError(error) && (error.code as number) === code;

/** @throws where it is not usable within a minute and a half, with the server's last answer. */
export async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  await describeOrRegister(connection, namespace);
  await untilIt(() => answersFor(connection, namespace));
  await registerSearchAttributes(connection, namespace);
  await untilIt(() => knowsSearchAttributes(connection, namespace));
}

async function describeOrRegister(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    if (!hasCode(error, NOT_FOUND)) throw error;
    try {
      await connection.workflowService.registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: { seconds: (RETENTION_DAYS * 86_400) as never },
      });
    } catch (raceError) {
      if (!hasCode(raceError, ALREADY_EXISTS)) throw raceError;
    }
  }
}

/** A workflow that does not exist is not found; a namespace that is not usable yet gives another answer. */
async function answersFor(connection: Connection, namespace: string): Promise<boolean> {
  try {
    await connection.workflowService.describeWorkflowExecution({
      namespace,
      execution: { workflowId: 'usable-yet' },
    });
    return true;
  } catch (error) {
    if (hasCode(error, NOT_FOUND) && !/namespace/i.test((error as Error).message)) return true;
    throw error;
  }
}

async function knowsSearchAttributes(connection: Connection, namespace: string): Promise<boolean> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  if (!Object.keys(SEARCH_ATTRIBUTES).every((name) => name in (customAttributes ?? {}))) return false;
  // Listed is not yet known to the cache by which starts are checked: until a query takes it, a start is refused.
  for (const name of Object.keys(SEARCH_ATTRIBUTES)) {
    await connection.workflowService.countWorkflowExecutions({ namespace, query: `${name} = 'usable-yet'` });
  }
  return true;
}

async function untilIt(works: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + READY_LIMIT_SECONDS * 1000;
  let lastAnswer: unknown;
  while (Date.now() < giveUpAt) {
    try {
      if (await works()) return;
    } catch (error) {
      lastAnswer = error;
    }
    await sleep(250);
  }
  throw new Error(`the namespace is not usable after ${READY_LIMIT_SECONDS} s: ${String(lastAnswer)}`);
}
