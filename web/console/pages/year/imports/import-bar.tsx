import { Button, Checkbox, Popconfirm } from 'antd';
import type { PlanImportReview } from '../../../../../api/resources/plan/plan-import-schema.ts';
import { send } from '../../../../shared/http.ts';
import { useSend } from '../../../records/use-send.ts';
import { DraftButton } from './draft-button.tsx';
import { DraftMissing } from './draft-missing.tsx';

const ASSUMED_ID = 'assumed-means';

/** How far one is, and what comes next; it stays in sight. */
export const ImportBar = ({
  review,
  mayAnswer,
  onlyOpen,
  onOnlyOpen,
  assumed,
  onAssumed,
}: {
  readonly review: PlanImportReview;
  readonly mayAnswer: boolean;
  readonly onlyOpen: boolean;
  readonly onOnlyOpen: (only: boolean) => void;
  readonly assumed: boolean;
  readonly onAssumed: (assumed: boolean) => void;
}) => {
  const { run, busy } = useSend();
  const all = review.doubts.length;
  const done = review.doubts.filter(({ state }) => state === 'settled').length;
  return (
    <section className="import-bar" aria-label="进度">
      <progress value={done} max={Math.max(1, all)} aria-label="已答复的疑点" />
      <strong aria-live="polite">
        {all === 0 ? '没有疑点' : `疑点 ${all} 个，已答复 ${done} 个，还剩 ${all - done} 个`}
      </strong>
      {all > 0 && (
        <Checkbox checked={onlyOpen} onChange={({ target }) => onOnlyOpen(target.checked)}>
          只看未答复
        </Checkbox>
      )}
      <span className="rest" />
      {mayAnswer && (
        <>
          <Checkbox
            checked={assumed}
            aria-describedby={ASSUMED_ID}
            onChange={({ target }) => onAssumed(target.checked)}
          >
            以下答复只是演练假设
          </Checkbox>
          <Popconfirm
            title="放弃这份导入？"
            description="原件和答复仍留存备查，但不能再形成草案。"
            okText="放弃"
            cancelText="不放弃"
            onConfirm={() =>
              void run(
                () => send('POST', `/api/plan-imports/${review.id}/discard`).then(() => true),
                '已放弃',
              )
            }
          >
            <Button loading={busy}>放弃</Button>
          </Popconfirm>
          <DraftButton review={review} />
          <p className="import-note quiet-text" id={ASSUMED_ID}>
            演练假设：勾选后给出的答复没有经本单位确认，含有这种答复的计划只能用于演练，不能公布；不勾选的，即为本单位的正式答复。
          </p>
          <DraftMissing review={review} />
        </>
      )}
    </section>
  );
};
