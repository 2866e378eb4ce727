/** What happened to a draw beside its announcement and record: public, numbered, each event chained to the one before. */
import { canonicalHash } from '../draw/canonical.ts';
import { type Profile, SHA256_PROFILE } from '../draw/profile.ts';

export const DRAW_EVENT_KINDS = {
  'announced-late': '公告晚于预定时间发布',
  'otc-revealed': '公开一次性密码',
  'witness-signed': '见证人确认',
  'witness-objected': '见证人提出异议',
  substitution: '递补检查对象',
  recusal: '检查人员回避',
  reassignment: '改派检查人员',
  void: '抽取作废',
  'not-drawn': '未抽取',
  'key-lost': '签名密钥挂失',
  'key-rotated': '签名密钥更换',
} as const;
export type DrawEventKind = keyof typeof DRAW_EVENT_KINDS;

/** These are decisions of a person: each names its reason and who approved it. */
export const DECIDED: ReadonlySet<DrawEventKind> = new Set<DrawEventKind>([
  'substitution',
  'recusal',
  'reassignment',
]);

export interface Approver {
  readonly role: string;
  /** Blinded: the same for the same person within one draw, and for nobody else. */
  readonly code: string;
}

/** One element of `events.json`. */
export interface DrawEvent {
  readonly no: number;
  /** Six fractional digits and `Z`. */
  readonly at: string;
  readonly kind: DrawEventKind;
  /** What the kind needs, whole numbers and texts only. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly reason: string | null;
  readonly evidence: string | null;
  readonly approver: Approver | null;
  readonly prev: string;
  readonly hash: string;
  readonly signature: null | { readonly key_id: string; readonly value: string };
}

/** The link before a draw's first event. */
export const NO_EVENT = '0'.repeat(64);

/** H over JCS({draw_id, no, at, kind, data, reason, evidence, approver, prev}); hash and signature are outside. */
export const drawEventHash = (
  drawId: string,
  { hash: _hash, signature: _signature, ...event }: Omit<DrawEvent, 'hash'> & { readonly hash?: string },
  profile: Profile = SHA256_PROFILE,
): string => canonicalHash({ draw_id: drawId, ...event }, profile);

/** The next event of a chain. @throws RangeError (Chinese) on what cannot be hashed, or a decision without reason */
export const nextDrawEvent = (
  drawId: string,
  before: Pick<DrawEvent, 'no' | 'hash'> | undefined,
  event: Pick<DrawEvent, 'at' | 'kind' | 'data' | 'reason' | 'evidence' | 'approver'>,
  profile?: Profile,
): DrawEvent => {
  if (DECIDED.has(event.kind) && (event.reason === null || event.approver === null)) {
    throw new RangeError(`“${DRAW_EVENT_KINDS[event.kind]}”须写明理由和批准人。`);
  }
  const linked = { ...event, no: (before?.no ?? 0) + 1, prev: before?.hash ?? NO_EVENT, signature: null };
  return { ...linked, hash: drawEventHash(drawId, linked, profile) };
};
