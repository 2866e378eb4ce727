import type { ReactNode } from 'react';
import { Notice } from '../../parts/notice.tsx';
import { Screen } from '../../parts/screen.tsx';
import { Link, usePart } from '../../router.tsx';
import { STEPS, type StepId } from '../../rules/steps.ts';
import type { Visit } from '../../store/types.ts';

export interface StepScreenProps {
  readonly step: StepId;
  readonly visit: Visit;
  readonly locked: boolean;
  readonly under?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a step, with the way to the next one. */
export const StepScreen = ({ step, visit, locked, under, children }: StepScreenProps) => {
  usePart();
  const index = STEPS.findIndex(({ id }) => id === step);
  const next = STEPS[index + 1];
  return (
    <Screen
      title={STEPS[index]?.title ?? ''}
      back={{ to: ['visits', visit.id], name: visit.unit.name }}
      under={under}
      actions={
        <Link
          to={['visits', visit.id, ...(next === undefined ? [] : [next.id])]}
          className="button primary wide"
        >
          {next === undefined ? '返回，准备提交' : `下一步：${next.title}`}
        </Link>
      }
    >
      {locked ? (
        <Notice tone="info" title="已提交，只能查看。">
          <p>需要修改时，请返回后选择“撤回修改”。</p>
        </Notice>
      ) : null}
      <fieldset className="plain" disabled={locked}>
        <legend className="hidden">{STEPS[index]?.title}</legend>
        {children}
      </fieldset>
    </Screen>
  );
};
