import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { Section } from './section.tsx';
import type { TaskCase } from './use-case.ts';

type Event = TaskCase['audit'][number];

/** What moved the case on; signatures, links that were opened and the like stand in the trail alone. */
const TURNS: ReadonlySet<string> = new Set([
  ...[
    'draw.published',
    'task.dispatched',
    'task.announced',
    'task.extended',
    'task.reassigned',
    'task.recused',
  ],
  ...[
    'task.replaced',
    'task.cancelled',
    'task.visited',
    'result.entered',
    'result.returned',
    'result.approved',
  ],
  ...['result.corrected', 'publication.approved', 'publication.confirmed', 'publication.corrected'],
  ...[
    'publication.withdrawn',
    'order.issued',
    'order.reported',
    'order.extension-decided',
    'order.reinspected',
  ],
  ...['order.waived', 'order.referred', 'order.ended', 'task.transferred', 'task.closed'],
  ...['unit-submission.received', 'unit-statement.received', 'unit-statement.answered'],
]);

const turnsOf = ({ audit }: TaskCase): readonly Event[] =>
  audit
    .filter(({ action }) => TURNS.has(action))
    .toSorted((one, other) => one.businessAt.localeCompare(other.businessAt) || one.id - other.id);

/** What happened when, from the first day on, in as many lines as there were turns. */
export const Story = ({ found }: { readonly found: TaskCase }) => {
  const nameOf = useOfficerNames();
  const who = ({ actorKind, actorId }: Event): string => {
    if (actorKind === 'system') return '系统';
    return actorKind === 'unit' ? found.unit.name : nameOf(actorId);
  };
  return (
    <Section title="办理经过">
      <DataTable
        caption="办理经过，最早的在前"
        isCaptionHidden
        columns={[
          { head: '时间', isHead: true, cell: ({ businessAt }) => minuteOfInstant(businessAt) },
          { head: '事项', cell: ({ name }) => name },
          { head: '办理人', cell: who },
        ]}
        rows={turnsOf(found)}
        rowKey={({ id }) => String(id)}
        empty="尚未开始办理。"
      />
    </Section>
  );
};
