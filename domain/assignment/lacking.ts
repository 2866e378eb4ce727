/** Says of an unfilled seat who could not take it and why, so that the office knows whom to add (人员不足说明). */
import {
  type AssignmentInput,
  EXCLUSION_REASONS,
  type ExclusionReason,
  type Lacking,
  type Visit,
} from './assignment.ts';

type Named = Pick<AssignmentInput, 'inspectors' | 'exclusionOf'>;

const isEligibleAnywhere = (
  { exclusionOf }: Named,
  visit: number,
  slots: number,
  inspector: number,
): boolean =>
  Array.from({ length: slots }, (_, s) => s + 1).some(
    (slot) => exclusionOf(visit, slot, inspector) === undefined,
  );

/** @param slot 1-based */
export const explainLacking = (
  input: Named,
  visits: readonly Visit[],
  visit: number,
  slot: number,
): Lacking => {
  const { unit, slots } = visits[visit] as Visit;
  const indices = input.inspectors.map((_, index) => index);
  const people = indices.filter((inspector) => isEligibleAnywhere(input, visit, slots, inspector)).length;
  const eligibleAre: ExclusionReason = people < slots ? 'partner' : 'full';
  const counts = new Map<ExclusionReason, number>();
  for (const inspector of indices) {
    const reason = input.exclusionOf(visit, slot, inspector) ?? eligibleAre;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const order = Object.keys(EXCLUSION_REASONS) as ExclusionReason[];
  const reasons = order
    .filter((reason) => counts.has(reason))
    .map((reason) => ({ reason, inspectors: counts.get(reason) ?? 0 }));
  const words = reasons
    .map(({ reason, inspectors }) => `${EXCLUSION_REASONS[reason]}${inspectors}人`)
    .join('，');
  const message =
    words === ''
      ? `对象${unit}的第${slot}名检查人员无人可派：检查人员名录为空。`
      : `对象${unit}的第${slot}名检查人员无人可派：${words}。请增补人员、调整日期或说明原因。`;
  return { unit, slot, reasons, message };
};
