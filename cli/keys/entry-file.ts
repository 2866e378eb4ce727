import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { canonicalJson } from '../../domain/draw/canonical.ts';
import { KEY_ROLES, type KeyEntry, type KeyRole } from '../../domain/keys/key-log.ts';

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const entryFile = z.strictObject({
  authority: z.string().min(1),
  entry: z.strictObject({
    no: z.int().min(1),
    event: z.enum(['made', 'rotated', 'lost']),
    key_id: hex(32),
    role: z.enum(Object.keys(KEY_ROLES) as [KeyRole, ...KeyRole[]]),
    alg: z.literal('ed25519'),
    public_key: hex(64),
    at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    holder: z.string().min(1),
    endorsements: z.array(z.strictObject({ key_id: hex(32), value: hex(128) })),
  }),
});

/** A line of the key log on its way from hand to hand, until everybody who must has endorsed it. */
export interface EntryFile {
  readonly authority: string;
  readonly entry: KeyEntry;
}

/** @throws Error (Chinese) where the file is no entry of a key log */
export const readEntryFile = async (path: string): Promise<EntryFile> => {
  try {
    return entryFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    throw new Error(`文件“${path}”不是密钥登记条目，或已损坏。`);
  }
};

export const writeEntryFile = (path: string, file: EntryFile, flag: 'wx' | 'w'): Promise<void> =>
  writeFile(path, `${canonicalJson(file)}\n`, { flag });
