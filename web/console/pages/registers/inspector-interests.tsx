import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Part } from '../../records/facts.tsx';
import { PlainTable } from '../../records/plain-table.tsx';
import { RemoveButton } from '../../records/remove-button.tsx';
import { DeclareInterest } from './declare-interest.tsx';
import type { InspectorDetail } from './inspector.ts';

type Interest = NonNullable<InspectorDetail['interests']>[number];

/** 利害关系: units to which the inspector is never sent (行政处罚法 art. 43). */
export const Interests = ({
  interests,
  path,
  mayDeclare,
  mayRemove,
}: {
  readonly interests: readonly Interest[];
  readonly path: string;
  readonly mayDeclare: boolean;
  readonly mayRemove: boolean;
}) => {
  const [open, setOpen] = useState(false);
  const remove = {
    head: '办理',
    cell: ({ unitId, unitName }: Interest) => (
      <RemoveButton
        label="撤销"
        title={`撤销与“${unitName}”的利害关系申报`}
        path={`${path}/interests/${encodeURIComponent(unitId)}/remove`}
      />
    ),
  };
  return (
    <Part
      title="利害关系申报"
      actions={mayDeclare && <Button onClick={() => setOpen(true)}>申报利害关系</Button>}
    >
      <p className="quiet-text">申报后不派往该对象（回避）。只有本人和负责监督、管理名录的人员能看到。</p>
      <PlainTable
        caption="利害关系申报"
        columns={[
          {
            head: '检查对象',
            isHead: true,
            cell: ({ unitId, unitName }) => (
              <Link to={`/registers/units/${encodeURIComponent(unitId)}`}>{unitName}</Link>
            ),
          },
          { head: '关系', cell: ({ kind }) => kind },
          { head: '申报日期', cell: ({ declaredOn }) => declaredOn },
          ...(mayRemove ? [remove] : []),
        ]}
        rows={interests}
        rowKey={({ unitId }) => unitId}
        empty="没有申报。"
      />
      {open && <DeclareInterest path={path} onClose={() => setOpen(false)} />}
    </Part>
  );
};
