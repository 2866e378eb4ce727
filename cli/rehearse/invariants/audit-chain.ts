import { sealAllAudit } from '../../../db/audit/seal-audit.ts';
import { verifyAudit } from '../../../db/audit/verify-audit.ts';
import type { Invariant } from './invariant.ts';

/** The chain is sealed to its end and every link of it recomputes. */
export const auditChain: Invariant = async ({ db, authorityId }) => {
  await sealAllAudit(db);
  const { events, firstBad, unsealed } = await verifyAudit(db, authorityId);
  const links = Array.from({ length: events }, (_, index) => ({
    fact: `审计链第 ${index + 1} 环`,
    fault: null,
  }));
  if (firstBad !== null)
    links.push({ fact: `审计链第 ${firstBad.seq ?? '?'} 环`, fault: firstBad.what as never });
  if (unsealed > 0) links.push({ fact: '审计链末尾', fault: `${unsealed} 个事件没有封签` as never });
  return links;
};
