import type { Transaction } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { endImport, importRows, lockImport } from '../../db/registers/imports.ts';
import { giveReason } from '../../db/registers/register-history.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { type AnyRegister, ONLINE_REGISTERS, type OnlineRegister } from './online.ts';
import type { Placed, Shown } from './register.ts';

const CHUNK = 2_000;

type Staged = Awaited<ReturnType<typeof importRows>>[number];

const sameAs = (before: Shown | null, held: Shown | undefined): boolean =>
  before === null
    ? held === undefined
    : held !== undefined && Object.keys(held).every((head) => held[head] === before[head]);

/** What was seen in the preview must still be so: nobody overwrites what he has not seen. */
const refuseDrift = async (
  trx: Transaction<Database>,
  authorityId: string,
  { holdings }: AnyRegister,
  staged: readonly Staged[],
): Promise<void> => {
  const held = await holdings.held(
    trx,
    authorityId,
    staged.map(({ row }) => row),
  );
  const moved = staged.find(({ key, before }) => !sameAs(before, held.get(key)));
  if (moved === undefined) return;
  throw new Refusal(
    'WrongState',
    `预览之后“${moved.title}”（第 ${moved.line} 行）的登记又有变动，请重新导入文件，核对差异后再确认。`,
  );
};

const changesOf = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  any: AnyRegister,
): Promise<Placed<unknown>[]> => {
  const rows: Placed<unknown>[] = [];
  for (const change of ['added', 'changed'] as const) {
    for (let after = 0; ; ) {
      const page = await importRows(trx, authorityId, id, { change, after, limit: CHUNK });
      const last = page.at(-1);
      if (last === undefined) break;
      await refuseDrift(trx, authorityId, any, page);
      for (const { line, row } of page) rows.push({ line, row });
      after = last.line;
    }
  }
  return rows.sort((one, other) => one.line - other.line);
};

/**
 * Writes a previewed import, all of it or nothing. @throws Refusal NotFound, WrongState where it is faulty or decided, or
 * the register moved on since the preview
 */
export const confirmImport = async (
  trx: Transaction<Database>,
  authorityId: string,
  register: OnlineRegister,
  { id, reason }: { readonly id: string; readonly reason: string },
  doing: Doing,
): Promise<string> => {
  // One import at a time: what is checked here still holds when it is written.
  await trx.selectFrom('authority').select('id').where('id', '=', authorityId).forUpdate().execute();
  const { state, fileName, sha256, ...found } = await lockImport(trx, authorityId, id);
  if (found.register !== register) throw new Refusal('NotFound', '没有这次导入，请重新选择文件。');
  if (state !== 'ready') throw new Refusal('WrongState', '文件有问题，请改正后重新导入。');
  const any = ONLINE_REGISTERS[register];
  const rows = await changesOf(trx, authorityId, id, any);
  await giveReason(trx, reason);
  if (rows.length > 0) await any.register.write(trx, authorityId, rows, doing);
  await endImport(trx, authorityId, id, { state: 'done', reason, by: doing.actor.id, at: doing.at });
  const { added, changed, unchanged, missing } = found;
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'register.import',
    subjectKind: 'register-import',
    subjectId: id,
    data: { register, file: fileName, sha256, added, changed, unchanged, missing, reason },
  });
  return `新增 ${added} 条，更改 ${changed} 条，未变 ${unchanged} 条`;
};
