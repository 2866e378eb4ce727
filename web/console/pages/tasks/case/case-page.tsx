import { Button, Flex } from 'antd';
import { useParams } from 'react-router';
import '../../../boards/board.css';
import { Loaded, Page } from '../../../layout/page.tsx';
import { type AttachedTo, Attachments } from '../../../records/attachments.tsx';
import { TaskCommands } from './commands.tsx';
import { FromUnit } from './from-unit.tsx';
import { Origin, Overview, Team } from './origin.tsx';
import { Deadlines, Publication, Rectification } from './outcome.tsx';
import { Messages, Trail } from './records.tsx';
import { Results } from './results.tsx';
import { Story } from './story.tsx';
import { pathOf, type TaskCase, useCase } from './use-case.ts';
import { VisitRecords } from './visit-record.tsx';
import { Way } from './way.tsx';

/** What was taken at the visit, and what the unit sent with its orders. */
const attachedTo = ({ task, orders }: TaskCase): readonly AttachedTo[] => [
  { family: 'task', id: task.id },
  ...orders.map(({ id }) => ({ family: 'order' as const, id })),
];

/** One case on one page (一户一链) [R283]: from the plan row that drew the unit to the last event. */
export const CasePage = () => {
  const { id = '' } = useParams();
  const query = useCase(id);
  const found = query.data;
  return (
    <Page
      title={found === undefined ? '检查任务' : found.unit.name}
      actions={
        found !== undefined && (
          <Flex gap={8} wrap className="no-print">
            <TaskCommands found={found} />
            <Button onClick={() => window.print()}>打印本页</Button>
            <Button href={`${pathOf(id)}/case-file.zip`}>导出案卷</Button>
          </Flex>
        )
      }
    >
      <Loaded query={query}>
        {(loaded) => (
          <>
            <Way found={loaded} />
            <Overview found={loaded} />
            <Story found={loaded} />
            <Origin found={loaded} />
            <Team found={loaded} />
            <VisitRecords taskId={loaded.task.id} />
            <Attachments
              title="照片与附件"
              of={attachedTo(loaded)}
              empty="没有照片和附件。检查人员在现场拍摄、检查对象提交的会列在这里。"
            />
            <FromUnit found={loaded} />
            <Results found={loaded} />
            <Publication found={loaded} />
            <Rectification found={loaded} />
            <Deadlines found={loaded} />
            <Messages found={loaded} />
            <Trail found={loaded} />
          </>
        )}
      </Loaded>
    </Page>
  );
};
