import { Button } from 'antd';
import { CommandButton } from '../../../commands/command-button.tsx';
import { CommandGroup } from '../../../commands/command-group.tsx';
import { fieldVisitAddress, useInHand } from '../../../field-view.ts';
import { pathOf, type TaskCase, useInTeam } from './use-case.ts';

/** What can be done with the task as it stands; whoever may not is not shown the button. */
export const TaskCommands = ({ found }: { readonly found: TaskCase }) => {
  const { task, results, findings } = found;
  const inTeam = useInTeam(found);
  const inHand = useInHand();
  const of = { subject: pathOf(task.id), inTeam };
  const atDesk = { type: inHand && inTeam ? 'default' : 'primary' } as const;
  const isOpen = task.endKind === null;
  const isBefore = task.state === 'created' || task.state === 'dispatched';
  const latest = results.at(-1);
  const toTransfer = findings.some(
    ({ state, measure, orderId }) => state === 'open' && measure === 'transfer' && orderId === null,
  );
  return (
    <CommandGroup>
      {isOpen && inTeam && (task.state === 'dispatched' || task.state === 'visited') && (
        <Button href={fieldVisitAddress(task.id)} type={inHand ? 'primary' : 'default'}>
          现场检查（手机）
        </Button>
      )}
      {isOpen && task.state === 'dispatched' && (
        <CommandButton {...of} command="recordVisit" label="登记实地检查" button={atDesk} />
      )}
      {isOpen && task.state === 'visited' && latest === undefined && (
        <CommandButton {...of} command="enterResult" label="录入检查结果" button={atDesk} />
      )}
      {isOpen && latest !== undefined && (task.state === 'visited' || task.state === 'entered') && (
        <CommandButton {...of} command="correctResult" label="更正检查结果" />
      )}
      {isOpen && task.state === 'entered' && (
        <CommandButton {...of} command="reviewResult" label="审核检查结果" button={{ type: 'primary' }} />
      )}
      {toTransfer && <CommandButton {...of} command="transferFindings" label="移送问题线索" />}
      {isOpen && (isBefore || task.state === 'visited') && (
        <CommandButton {...of} command="extendDeadline" label="延长期限" />
      )}
      {isOpen && isBefore && (
        <>
          <CommandButton {...of} command="recuseInspector" label="人员回避" />
          <CommandButton {...of} command="reassignInspector" label="改派人员" />
          <CommandButton {...of} command="replaceUnit" label="更换检查对象" button={{ danger: true }} />
          <CommandButton {...of} command="cancelTask" label="取消任务" button={{ danger: true }} />
        </>
      )}
    </CommandGroup>
  );
};
