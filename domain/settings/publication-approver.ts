import { Refusal } from '../failure/failures.ts';
import { ROLES, type Role } from '../rights/rights.ts';

/**
 * Who approves a result before it is shown (R217: 经分管领导审批后公示): the leader in charge, an approver, or nobody
 * beside the reviewer.
 */
export const PUBLICATION_APPROVERS = ['none', 'supervisor', 'approver'] as const;
export type PublicationApprover = (typeof PUBLICATION_APPROVERS)[number];
type ApprovingRole = Exclude<PublicationApprover, 'none'> & Role;

/**
 * Whose approval a revision needs before a channel may be confirmed; null: none. A withdrawal needs none: an approver
 * has ordered it, and it may not wait (行政处罚法 art. 48).
 */
export const approverOfRevision = (
  rule: { readonly approver: PublicationApprover },
  kind: 'result' | 'correction' | 'withdrawal',
): ApprovingRole | null => (rule.approver === 'none' || kind === 'withdrawal' ? null : rule.approver);

/** Why a person may not confirm a channel of a revision as far as approval goes; null where nothing stands against it. */
export const approvalMissing = (
  rule: { readonly approver: PublicationApprover },
  {
    kind,
    approvedBy,
  }: {
    readonly kind: 'result' | 'correction' | 'withdrawal';
    readonly approvedBy: string | null;
  },
  confirmedBy: string,
): Refusal | null => {
  const approver = approverOfRevision(rule, kind);
  if (approver === null) return null;
  if (approvedBy === null) {
    return new Refusal('WrongState', `该结果须先经${ROLES[approver]}批准公示，才能登记公示凭证`);
  }
  return approvedBy === confirmedBy ? new Refusal('SamePerson', '批准公示与登记公示凭证不能为同一人') : null;
};
