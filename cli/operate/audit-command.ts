import type { AuditVerification } from '../../db/audit/verify-audit.ts';
import { verifyAudit } from '../../db/audit/verify-audit.ts';
import { listAuthorities } from '../../db/authority.ts';
import { openDatabase } from '../../db/connect.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { withOperatedDatabase } from './operated-database.ts';

export const AUDIT_USAGE = `用法：audit verify [--json]
  重算每个实施主体的审计链，指出第一处不符；末环的哈希应另行保存，以便日后比对
  数据库由 DATABASE_URL 指定；未指定时为 npm start 的正式库
`;

const FAULTS: Readonly<Record<NonNullable<AuditVerification['firstBad']>['what'], string>> = {
  'changed-event': '事件内容被改动',
  'missing-event': '事件缺失',
  'missing-seal': '封签缺失',
  reordered: '次序被改动',
  'lost-before-sealing': '封签前丢失',
};

const lineOf = (name: string, { ok, events, firstBad, unsealed, headHash }: AuditVerification): string =>
  ok || firstBad === null
    ? `${name}：审计链完整，${events} 环，${unsealed} 个事件待封签，末环 ${headHash}`
    : `${name}：第 ${firstBad.seq ?? '?'} 环不符（${FAULTS[firstBad.what]}），此前 ${events} 环完好`;

/** `audit verify`: 0 where every chain holds, 1 where one does not. */
export const runAuditCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const [action, ...options] = args;
  if (action !== 'verify' || options.some((option) => option !== '--json')) {
    io.stderr.write(AUDIT_USAGE);
    return EXIT.usage;
  }
  return withOperatedDatabase((url) => verifyAll(url, options.includes('--json'), io));
};

const verifyAll = async (url: string, asJson: boolean, io: CommandIo): Promise<number> => {
  const db = openDatabase(url, { max: 2, applicationName: 'inspection-audit' });
  try {
    const found = [];
    for (const { id, name } of await listAuthorities(db)) {
      found.push({ authority: id, name, ...(await verifyAudit(db, id)) });
    }
    io.stdout.write(
      asJson
        ? `${JSON.stringify(found, null, 2)}\n`
        : `${found.map(({ name, ...verification }) => lineOf(name, verification)).join('\n')}\n`,
    );
    return found.length > 0 && found.every(({ ok }) => ok) ? EXIT.ok : EXIT.failed;
  } finally {
    await db.destroy();
  }
};
