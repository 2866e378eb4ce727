import { z } from 'zod';
import type { CommandName } from '../../../domain/rights/rights.ts';
import { commandId, id, instant, isoDate, text } from '../../http/schemas.ts';
import { words } from '../../http/validation.ts';

/** What every command may carry: its id (or the header Idempotency-Key) and a reason. */
const common = { id: commandId.optional(), reason: z.exactOptional(text) };
const command = <S extends z.core.$ZodLooseShape>(shape: S) =>
  // A spread of two generic shapes is typed as both at once; the later one wins.
  z.strictObject({ ...common, ...shape } as Omit<typeof common, keyof S> & S);

const reasoned = command({ reason: text });
const findingIds = z.array(id).min(1);
const codes = z.array(id).min(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, words('不是 SHA-256 值', '请填 64 位小写十六进制数'));

export const keyId = z.string().regex(/^[0-9a-f]{32}$/, words('不是密钥编号', '请填 32 位小写十六进制数'));
export const signature = z.string().regex(/^[0-9a-f]{128}$/, words('不是签名', '请填 128 位小写十六进制数'));

const preciseInstant = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/,
    words('不是签名文件中的时刻', '请照签名文件填写，如 2021-01-08T03:00:00.000000Z'),
  );

const result = command({
  codes,
  answers: z.array(
    z.strictObject({
      itemId: id,
      lineNo: z.int().min(1),
      answer: z.enum(['yes', 'no', 'not-checked', 'not-applicable']),
      note: z.exactOptional(text),
    }),
  ),
  findings: z.array(
    z.strictObject({
      itemId: id,
      text,
      article: text,
      measure: z.enum(['correct-at-once', 'correct-by-date', 'transfer', 'case-filed', 'none']),
      dueOn: z.exactOptional(isoDate),
    }),
  ),
  remark: z.exactOptional(text),
});

const changeTeam = command({ officerId: id, reason: text });

/** More would be a slip of the pen; whether a row has so many left is for the facts. */
const MOST_FURTHER = 100_000;

/** The body of each command: the fields of its contract without the id, the actor and his kind. */
export const COMMAND_BODIES = {
  pauseCycle: reasoned,
  resumeCycle: command({}),
  cancelCycle: reasoned,
  makeUnannounced: command({ rowNumber: id, basis: text }),
  revokeUnannounced: command({ rowNumber: id, reason: text }),
  enlargeDraw: command({
    rowNumber: id,
    additional: z.number().int().min(1).max(MOST_FURTHER),
    reason: text,
  }),
  decideEnlargement: command({ enlargementId: id, decision: z.enum(['granted', 'refused']), reason: text }),
  signDraw: command({
    document: z.enum(['announcement', 'receipt']),
    role: z.enum(['operator', 'supervisor', 'witness']),
    keyId,
    value: signature,
  }),
  signOffDraw: command({ keyId: z.exactOptional(keyId), value: z.exactOptional(signature) }),
  objectToDraw: reasoned,
  enterDice: command({ digits: text, readBy: id, recordPhotoSha256: z.exactOptional(sha256) }),
  enterBeacon: command({ signature: text }),
  voidDraw: command({ reason: text, orderNumber: text, orderedAt: preciseInstant, keyId, value: signature }),
  recordVisit: command({ startedAt: instant, endedAt: instant, place: text }),
  enterResult: result,
  correctResult: result,
  reviewResult: command({ decision: z.enum(['approve', 'return']), opinion: text }),
  extendDeadline: command({ kind: z.enum(['visit', 'entry']), newDueOn: isoDate, reason: text }),
  replaceUnit: command({
    unitStatus: z.enum(['closed', 'moved', 'suspended', 'deregistered']),
    reason: text,
    evidence: text,
  }),
  recuseInspector: changeTeam,
  reassignInspector: changeTeam,
  cancelTask: reasoned,
  transferFindings: command({ findingIds, receiver: text, reason: text }),
  approvePublication: command({ opinion: text }),
  confirmChannel: command({
    channel: id,
    publishedOn: isoDate,
    proof: z.strictObject({
      kind: z.enum(['receipt', 'address', 'picture']),
      reference: text,
      sha256: z.exactOptional(sha256),
    }),
  }),
  correctPublication: command({ reason: text, codes, remark: z.exactOptional(text), enteredBy: id }),
  withdrawPublication: reasoned,
  reportRectified: command({ findingIds, note: text }),
  requestExtension: command({ dueOn: isoDate, newDueOn: isoDate, reason: text }),
  decideExtension: command({ extensionId: id, decision: z.enum(['granted', 'refused']), reason: text }),
  reinspect: command({
    inspectedOn: isoDate,
    outcomes: z
      .array(z.strictObject({ findingId: id, outcome: z.enum(['rectified', 'not-rectified']) }))
      .min(1),
    note: z.exactOptional(text),
  }),
  waiveFindings: command({ findingIds, reason: text }),
  referFindings: command({ findingIds, receiver: text, reason: text }),
} as const satisfies Record<CommandName, z.ZodType<{ id?: string | undefined }>>;
