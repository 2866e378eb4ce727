import { Button, Flex } from 'antd';
import { useParams } from 'react-router';
import '../../../boards/board.css';
import { Loaded, Page } from '../../../layout/page.tsx';
import { TaskCommands } from './commands.tsx';
import { FromUnit } from './from-unit.tsx';
import { Origin, Overview, Team } from './origin.tsx';
import { Deadlines, Publication, Rectification } from './outcome.tsx';
import { Attachments, Messages, Trail } from './records.tsx';
import { Results } from './results.tsx';
import { pathOf, useCase } from './use-case.ts';
import { VisitRecords } from './visit-record.tsx';
import { Way } from './way.tsx';

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
            <Origin found={loaded} />
            <Team found={loaded} />
            <VisitRecords taskId={loaded.task.id} />
            <Attachments taskId={loaded.task.id} />
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
