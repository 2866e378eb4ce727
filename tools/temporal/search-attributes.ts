/** Every search attribute that our workflows set; each engine registers them before its first workflow. */
import { type Connection, isGrpcServiceError } from '@temporalio/client';

/** Types by the number that the server's API gives them. */
const TYPES = { INT: 3, DATETIME: 6, KEYWORD: 2, KEYWORD_LIST: 7 } as const;

/** No personal data here: payload encryption does not cover search attributes. */
export const SEARCH_ATTRIBUTES: Readonly<Record<string, keyof typeof TYPES>> = {
  Authority: 'KEYWORD',
};

const ALREADY_EXISTS = 6;

/** Registers what is not there yet; doing it again changes nothing. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  for (const [name, type] of Object.entries(SEARCH_ATTRIBUTES)) {
    try {
      await connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: { [name]: TYPES[type] },
      });
    } catch (error) {
      if (!(isGrpcServiceError(error) && (error.code as number) === ALREADY_EXISTS)) throw error;
    }
  }
}
