import type { PublicationBoardLine } from '../../../../api/resources/publication/publication-schema.ts';
import { holds, useMe } from '../../../shared/me.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { revisionPath } from './publication-words.ts';

const NAMES = { supervisor: '分管领导', approver: '审批人' } as const;

/** A revision that may not be shown before it is approved, and the button for who approves it [R217]. */
export const ApprovalLine = ({
  id,
  revision,
  awaitsApprovalBy,
}: Pick<PublicationBoardLine, 'id' | 'revision' | 'awaitsApprovalBy'>) => {
  const { data: me } = useMe();
  if (awaitsApprovalBy === null) return null;
  return (
    <div className="channel-line">
      <span className="soon-text">待{NAMES[awaitsApprovalBy]}批准公示</span>{' '}
      {holds(me, awaitsApprovalBy) && (
        <CommandButton
          command="approvePublication"
          subject={revisionPath(id, revision)}
          label="批准公示"
          button={{ size: 'small', type: 'primary' }}
        />
      )}
    </div>
  );
};
