import type { TaskCase } from './use-case.ts';

const STEPS = ['抽取', '派发', '检查', '录入', '审核', '公示', '整改', '办结'] as const;

/** How many steps are behind, and whether one of them does not apply. */
const doneOf = ({ task, orders, publications }: TaskCase): readonly boolean[] => {
  const past = ['created', 'dispatched', 'visited', 'entered', 'reviewed', 'closed'].indexOf(task.state);
  return [
    true,
    past >= 1,
    past >= 2,
    past >= 3,
    past >= 4,
    publications.some(({ confirmedOn }) => confirmedOn !== null),
    past >= 4 && orders.every(({ endedAt }) => endedAt !== null),
    task.closedAt !== null,
  ];
};

/** The whole way of a case, and where it stands. */
export const Way = ({ found }: { readonly found: TaskCase }) => {
  const done = doneOf(found);
  const here = found.task.endKind === 'published' || found.task.endKind === null ? done.indexOf(false) : -1;
  return (
    <ol className="case-way" aria-label="办理进程">
      {STEPS.map((step, index) => (
        <li key={step} data-done={done[index]} aria-current={index === here ? 'step' : undefined}>
          {step}
          {done[index] === true && '（已完成）'}
        </li>
      ))}
    </ol>
  );
};
