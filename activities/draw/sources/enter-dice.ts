import { diceDifferences, normaliseDice } from '../../../domain/dice/dice.ts';
import type { DiceSource } from '../../../domain/draw/announced-sources.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { diceWindow, nextSourceStep, type SourceFacts } from '../../../domain/randomness/source-facts.ts';
import type { EnterDice } from '../../../workflows/draw/contract.ts';
import type { CommandStep } from '../../shared/command.ts';
import { requireText } from '../../shared/fields.ts';
import { assertMay, officersByIds } from '../../shared/people.ts';
import { chinaTime } from './china-time.ts';
import { type DiceEntry, entriesOf, storeEntry, storeThrow } from './dice-store.ts';
import { openDraw } from './open-draw.ts';

const TOO_LATE = '投骰录入已经截止：信标轮次可能已经公开，此后录入的骰子不再采用';

/** The dice that are due now. @throws Refusal WrongState, TooLate */
const diceDue = (facts: SourceFacts): DiceSource => {
  const next = nextSourceStep(facts);
  if (next.kind === 'await-void' || next.kind === 'void') throw new Refusal('TooLate', TOO_LATE);
  if (next.kind !== 'await-dice') throw new Refusal('WrongState', '本次抽取现在不需要录入骰子');
  const { fromMs } = diceWindow(facts, next.source);
  if (facts.atMs < fromMs) {
    throw new Refusal('WrongState', `公告的投骰时间是${chinaTime(fromMs)}，不能提前投掷和录入`);
  }
  return next.source;
};

/** @throws Refusal InvalidInput naming the throw, never the digit of anybody else */
const digitsOf = (typed: unknown): string => {
  const text = requireText(typed, 'digits', '请录入投骰结果');
  try {
    return normaliseDice(text);
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('InvalidInput', error.message, 'digits');
    throw error;
  }
};

const readerOf = async (step: CommandStep<EnterDice>): Promise<string> => {
  const readBy = requireText(step.command.readBy, 'readBy', '请填写宣读人');
  const [reader] = await officersByIds(step, [readBy]);
  if (reader === undefined) throw new Refusal('InvalidInput', '宣读人不是本单位在岗工作人员', 'readBy');
  return readBy;
};

const photoOf = ({ recordPhotoSha256 }: EnterDice): string | null => {
  if (recordPhotoSha256 === undefined) return null;
  if (typeof recordPhotoSha256 !== 'string' || !/^[0-9a-f]{64}$/.test(recordPhotoSha256)) {
    throw new Refusal('InvalidInput', '记录照片的摘要应为 64 位小写十六进制数', 'recordPhotoSha256');
  }
  return recordPhotoSha256;
};

/** The other half of an attempt that is not yet complete; its own numbers where none is. */
const openAttempt = (
  entries: readonly DiceEntry[],
): { readonly attempt: number; readonly first: DiceEntry | null } => {
  const attempt = Math.max(0, ...entries.map((entry) => entry.attempt));
  const ofLast = entries.filter((entry) => entry.attempt === attempt);
  const [first] = ofLast;
  return ofLast.length === 1 && first !== undefined
    ? { attempt, first }
    : { attempt: attempt + 1, first: null };
};

/** Two people, neither of whom sees what the other typed; what both saw is the same reader. */
const assertSecond = ({ typedBy, readBy }: DiceEntry, entry: DiceEntry): void => {
  if (typedBy === entry.typedBy) {
    throw new Refusal('SamePerson', '两次录入须由两个人分别进行，第一次录入人不能再次录入');
  }
  if (readBy !== entry.readBy) {
    throw new Refusal('InvalidInput', '宣读人与第一次录入的不一致，请核对', 'readBy');
  }
};

/** Compares the halves; differing ones stay on record, and both people type anew. */
const settle = async (
  step: CommandStep<EnterDice>,
  source: DiceSource,
  first: DiceEntry,
  second: DiceEntry,
): Promise<string> => {
  const { subjectId } = step;
  const positions = diceDifferences(first.digits, second.digits);
  const typedBy = [first.typedBy, second.typedBy];
  if (positions.length > 0) {
    await step.audit('draw.dice-differ', ['draw', subjectId], {
      ...{ source: source.id, attempt: first.attempt, positions, typedBy },
    });
    return `两人录入不一致：第${positions.join('、')}次投掷不同。请两人对照书面记录，各自重新录入全部数字`;
  }
  await storeThrow(step, subjectId, source.id, first, second);
  await step.audit('draw.dice', ['draw', subjectId], {
    ...{
      source: source.id,
      attempt: first.attempt,
      throws: first.digits.length,
      typedBy,
      readBy: first.readBy,
    },
  });
  return `两人录入一致，共${first.digits.length}次投掷，投骰结果已记录`;
};

/**
 * One of two independent entries of the dice (投骰录入). Whoever types has taken part in the draw and cannot be its
 * witness. The order of the commands decides who is first; the answer tells nobody what the other typed.
 *
 * @param roundIsOut a relay has already proven the announced round, whatever our clock says
 */
export const carryOutEnterDice = async (
  step: CommandStep<EnterDice>,
  roundIsOut: boolean,
): Promise<string> => {
  const { command, subjectId } = step;
  const { facts } = await openDraw(step, subjectId, '录入骰子');
  await assertMay(step, 'enterDice');
  const source = diceDue(facts);
  if (roundIsOut) throw new Refusal('TooLate', TOO_LATE);
  const { attempt, first } = openAttempt(await entriesOf(step, subjectId, source.id));
  const entry: DiceEntry = {
    attempt,
    typedBy: command.actorId,
    readBy: await readerOf(step),
    digits: digitsOf(command.digits),
    recordPhotoSha256: photoOf(command),
  };
  if (first !== null) assertSecond(first, entry);
  await storeEntry(step, source.id, first === null ? 1 : 2, entry);
  if (first !== null) return settle(step, source, first, entry);
  await step.audit('draw.dice-typed', ['draw', subjectId], {
    source: source.id,
    attempt,
    typedBy: entry.typedBy,
  });
  return `第一人已录入${entry.digits.length}次投掷，请另一人独立录入`;
};
