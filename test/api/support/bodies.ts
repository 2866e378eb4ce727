import type { CommandName } from '../../../domain/rights/rights.ts';

const reason = '按规定办理';
const result = { codes: ['1'], answers: [], findings: [] };
const change = { officerId: 'drawer', reason };

/** A body that the schemas let through, for each command. */
export const BODIES: Readonly<Record<CommandName, object>> = {
  pauseCycle: { reason },
  resumeCycle: {},
  cancelCycle: { reason },
  makeUnannounced: { rowNumber: '202101', basis: '安全生产法第六十五条' },
  revokeUnannounced: { rowNumber: '202101', reason },
  enlargeDraw: { rowNumber: '202101', additional: 1, reason },
  decideEnlargement: { enlargementId: 'e1', decision: 'granted', reason },
  signDraw: { document: 'receipt', role: 'operator', keyId: '0'.repeat(32), value: '0'.repeat(128) },
  signOffDraw: {},
  objectToDraw: { reason },
  enterDice: { digits: '3'.repeat(39), readBy: 'drawer' },
  enterBeacon: { signature: 'a'.repeat(96) },
  voidDraw: {
    ...{ reason, orderNumber: '平交〔2021〕1号', orderedAt: '2021-03-01T00:00:00.000000Z' },
    ...{ keyId: '0'.repeat(32), value: '0'.repeat(128) },
  },
  recordVisit: { startedAt: '2021-03-01T01:00:00Z', endedAt: '2021-03-01T02:00:00Z', place: '城关' },
  enterResult: result,
  correctResult: result,
  reviewResult: { decision: 'approve', opinion: '同意' },
  extendDeadline: { kind: 'visit', newDueOn: '2021-04-01', reason },
  replaceUnit: { unitStatus: 'closed', reason, evidence: '注销证明' },
  recuseInspector: change,
  reassignInspector: change,
  cancelTask: { reason },
  transferFindings: { findingIds: ['f1'], receiver: '市场监督管理局', reason },
  confirmChannel: {
    channel: 'government-site',
    publishedOn: '2021-03-01',
    proof: { kind: 'address', reference: 'https://example.org/1' },
  },
  approvePublication: { opinion: '同意公示' },
  correctPublication: { reason, codes: ['1'], enteredBy: 'inspector' },
  withdrawPublication: { reason },
  reportRectified: { findingIds: ['f1'], note: '已整改' },
  requestExtension: { dueOn: '2021-03-15', newDueOn: '2021-04-15', reason },
  decideExtension: { extensionId: 'e1', decision: 'granted', reason },
  reinspect: { inspectedOn: '2021-03-01', outcomes: [{ findingId: 'f1', outcome: 'rectified' }] },
  waiveFindings: { findingIds: ['f1'], reason },
  referFindings: { findingIds: ['f1'], receiver: '市场监督管理局', reason },
};
