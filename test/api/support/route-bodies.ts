/** Bodies that the schemas let through, for routes that are no commands: by method and address below /api. */
const reason = '按规定办理';
const opinion = '同意';
const key = { keyId: '0'.repeat(32), value: '0'.repeat(128) };
const certificate = {
  ...{ certificateNumber: '证9', certificateValidFrom: '2020-01-01', certificateValidTo: '2030-01-01' },
  ...{ qualifications: [], active: true },
};
const item = {
  ...{ name: '甲', kind: 'general', unitCategory: 'passenger', qualification: null, sectionId: null },
  ...{ legalBasis: '道路运输条例', method: '现场检查' },
  lines: [{ part: '企业', text: '是否持证经营', legalBasis: '第八条' }],
};
const officer = { name: '乙', username: 'another', sectionId: null, email: null, phone: null, active: true };
const contact = { role: 'contact', name: '丙', email: 'c@example.invalid' };
const deputy = { role: 'office', fromOn: '2021-03-01' };
const imports = Object.fromEntries(
  ['units', 'inspectors', 'items', 'exemptions', 'contacts'].map((register) => [
    `POST registers/${register}/imports/:id/confirm`,
    { reason },
  ]),
);

export const ROUTE_BODIES: Readonly<Record<string, object>> = {
  'POST authorities/me/settings/proposals/:id/decision': { decision: 'approve', opinion },
  'POST campaigns/:id/cancel': { reason },
  'POST campaigns/:id/resend-failed': { reason },
  'POST campaigns/:id/dry-run': { addresses: [{ channel: 'email', address: 'a@example.invalid' }] },
  'PUT contacts/:id': { name: '丁' },
  'POST contacts/:id/verification': { channel: 'email' },
  'POST contacts/:id/code': { channel: 'email' },
  'POST contacts/:id/code/answer': { channel: 'email', code: '123456' },
  'POST contacts/:id/opt-out': { wantsNone: true },
  'POST units/:id/contacts': contact,
  'POST officers/:id/contacts': contact,
  'POST draws/:id/event-signatures': key,
  'POST feedback/:id/answer': { text: '已收悉。' },
  'PUT inspector-entries/:id': { inspector: certificate, reason },
  'POST inspector-entries/:id/interests': { unitId: 'u2', kind: '近亲属' },
  'POST inspector-entries/:id/interests/:unitId/remove': { reason },
  'POST inspector-entries/:id/leaves': { fromOn: '2021-03-15', toOn: '2021-03-16', reason },
  'POST inspector-entries/:id/leaves/:fromOn/remove': { reason },
  'POST item-list/editions/:number/decision': { decision: 'reject', opinion },
  'PUT items/:id': { item, reason, isNew: false },
  'POST messages/:id/cancel': { reason },
  'POST messages/:id/resend': { reason },
  'POST messages/:id/resolve': { outcome: 'not-delivered', reason },
  'POST notice-texts/:notice/:audience/:version/approve': { reason },
  'POST notice-texts/:notice/:audience/:version/reject': { reason },
  'POST notice-texts/:notice/:audience/:version/withdraw': { reason },
  'PUT officers/:id': officer,
  'PUT officers/:id/roles': { roles: [] },
  'POST officers/:id/hand-over': { toId: 'inspector', reason, disable: false },
  'POST officers/:id/deputies': { ...deputy, deputyId: 'office', toOn: '2021-03-31' },
  'POST officers/:id/deputies/end': deputy,
  'POST other-inspections/:id/withdraw': { reason },
  'PUT plan-imports/:id/answers': { answers: [{ key: 'k', value: null, assumed: false, reason: null }] },
  'PUT sections/:id': { name: '另一股' },
  'PUT saved-filters/:place/:name': { query: {} },
  'POST unit-links/:id/revoke': { reason },
  'POST unit-statements/:id/answer': { text: '已收悉。' },
  'PATCH units/:id': { change: { name: '戊' }, reason, expectedRecordedAt: '2021-03-01T00:00:00Z' },
  ...imports,
};
