/** An event of the audit trail, as `api/resources/audit/audit.ts` gives it. */
export interface AuditEvent {
  readonly id: number;
  readonly action: string;
  readonly name: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly commandId: string | null;
  readonly data: unknown;
  readonly businessAt: string;
  readonly recordedAt: string;
  readonly seq: number | null;
  readonly hash: string | null;
  readonly previousHash: string | null;
}
