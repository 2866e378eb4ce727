/** `cli draw export` on a database and a directory of one test file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { readCatalogue } from '../../../../cli/draw/catalogue.ts';
import { exportDraw } from '../../../../cli/draw/export-command.ts';
import { readDirectory } from '../../../../cli/draw/read-directory.ts';
import type { Database } from '../../../../db/connect.ts';
import { verifyBundle } from '../../../../domain/bundle/verify-bundle.ts';
import { createTestDatabase } from '../../../support/database.ts';

export interface Exporting {
  readonly db: Kysely<Database>;
  readonly url: string;
  /** Where the evidence goes; removed in the end. */
  readonly root: string;
  call(...args: string[]): Promise<{ readonly code: number; readonly said: string }>;
  /** What the first verifier says of a directory. */
  verify(directory: string): ReturnType<typeof verifyBundle>;
  stop(): Promise<void>;
}

export const startExporting = async (): Promise<Exporting> => {
  const root = mkdtempSync(join(tmpdir(), 'draw-export-'));
  const { db, url, drop } = await createTestDatabase();
  return {
    db,
    url,
    root,
    call: async (...args) => {
      const said: string[] = [];
      const stream = { write: (text: string) => said.push(text) };
      const code = await exportDraw([...args, '--database-url', url], { stdout: stream, stderr: stream });
      return { code, said: said.join('') };
    },
    verify: async (directory) => verifyBundle(await readDirectory(directory), await readCatalogue()),
    stop: async () => {
      await drop();
      rmSync(root, { recursive: true, force: true });
    },
  };
};
