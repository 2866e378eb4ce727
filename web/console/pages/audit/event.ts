import { actionName, SUBJECTS } from './words.ts';

/** An event of the audit trail, as `api/resources/audit.ts` gives it. */
export interface AuditEvent {
  readonly id: number;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly commandId: string | null;
  readonly data: unknown;
  readonly businessAt: string;
  readonly recordedAt: string;
  readonly seq: number | null;
  readonly hash: string | null;
  readonly previousHash: string | null;
}

const ACTOR_KINDS: Readonly<Record<string, string>> = {
  officer: '工作人员',
  unit: '检查对象',
  system: '系统',
};

export const actorText = ({ actorKind, actorId, actorName }: AuditEvent): string =>
  actorName ?? `${ACTOR_KINDS[actorKind] ?? actorKind}（${actorId}）`;
export const subjectText = ({ subjectKind, subjectId }: AuditEvent): string =>
  `${SUBJECTS[subjectKind] ?? subjectKind} ${subjectId}`;
export const whatText = ({ action }: AuditEvent): string => actionName(action);
