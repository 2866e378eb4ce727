import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { PlanImportReview } from '../../../../../api/resources/plan/plan-import-schema.ts';
import { send } from '../../../../shared/http.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { useSend } from '../../../records/use-send.ts';
import { Labelled } from '../labelled.tsx';
import { ASSUMED } from '../words.ts';
import { MISSING_ID } from './draft-missing.tsx';
import { firstMissing } from './missing.ts';

/** Makes the draft once nothing is missing (`draft-missing.tsx` says what is); says before what it will be. */
export const DraftButton = ({ review }: { readonly review: PlanImportReview }) => {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { run, busy, error } = useSend();
  const navigate = useNavigate();
  const isWaiting = firstMissing(review) !== null;
  const draft = async () => {
    const body = reason.trim() === '' ? {} : { reason };
    const made = await run(
      () => send<{ year: number; version: number }>('POST', `/api/plan-imports/${review.id}/draft`, body),
      ({ year, version }) => `已形成 ${year} 年度计划第 ${version} 版草案`,
    );
    if (made !== null) void navigate(`/year/${made.year}?version=${made.version}`);
  };
  return (
    <>
      <Button
        type="primary"
        disabled={isWaiting}
        aria-describedby={isWaiting ? MISSING_ID : undefined}
        onClick={() => setOpen(true)}
      >
        形成计划草案
      </Button>
      <Modal
        open={open}
        title={`形成 ${review.year} 年度计划草案`}
        okText="形成草案"
        confirmLoading={busy}
        onOk={() => void draft()}
        onCancel={() => setOpen(false)}
      >
        <p>
          共 {review.rows.length} 行。草案还可逐行修改，由他人审核、批准、公布后生效；原件和全部答复留存备查。
        </p>
        {review.assumed > 0 && <p className="soon-text">{ASSUMED}。</p>}
        <Labelled label="理由">
          {(id) => (
            <Input
              id={id}
              value={reason}
              placeholder={`${review.year}年度计划`}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Labelled>
        {error !== null && <ProblemAlert error={error} />}
      </Modal>
    </>
  );
};
