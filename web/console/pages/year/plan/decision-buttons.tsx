import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PlanVersion } from '../../../../../api/resources/plan/plan-schema.ts';
import { send } from '../../../../shared/http.ts';
import { holds, type Me, useMe } from '../../../../shared/me.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { useSend } from '../../../records/use-send.ts';
import { Labelled } from '../labelled.tsx';

interface Decision {
  readonly name: 'review' | 'return' | 'approve' | 'publish';
  readonly label: string;
  /** What it will do, before it does. */
  readonly effect: string;
  readonly done: string;
  /** What must be written: the field's name, its label, an example. */
  readonly asks?: readonly [field: string, label: string, example: string];
}

const REVIEW: Decision = {
  name: 'review',
  label: '审核通过',
  effect: '确认已逐行审阅。通过后计划行不能再改，交由审批人批准；如需修改，由起草人另起一版。',
  done: '已审核通过',
};
const APPROVE: Decision = {
  name: 'approve',
  label: '批准',
  effect: '记录批准机构及其决定。批准后由公示人公布，公布之日起生效。',
  done: '已批准',
  asks: ['decision', '批准机构及其决定', '例如：经局党组同意'],
};
const RETURN: Decision = {
  name: 'return',
  label: '退回',
  effect: '退回起草人修改；已有的审核作废，理由记入留痕并显示给起草人。',
  done: '已退回起草人',
  asks: ['reason', '退回的理由', '写明哪一行、哪一栏、应当如何'],
};
const PUBLISH: Decision = {
  name: 'publish',
  label: '公布',
  effect: '公布后立即生效，向社会公开，替代现行版本；各周期按此版抽取。',
  done: '已公布，自即日起生效',
};

/** The next step of a version, if this person may take it: who drafted neither reviews nor approves. */
const nextOf = (me: Me | undefined, { state, draftedBy }: PlanVersion): Decision | null => {
  const isDrafter = me?.officerId === draftedBy;
  if (state === 'draft' && !isDrafter && holds(me, 'reviewer', 'chief')) return REVIEW;
  if (state === 'reviewed' && !isDrafter && holds(me, 'approver')) return APPROVE;
  return state === 'approved' && holds(me, 'publisher') ? PUBLISH : null;
};

const DecisionDialog = ({
  decision,
  path,
  title,
  onClose,
}: {
  readonly decision: Decision;
  readonly path: string;
  readonly title: string;
  readonly onClose: () => void;
}) => {
  const [words, setWords] = useState('');
  const { run, busy, error } = useSend();
  const { asks } = decision;
  const decide = async () => {
    const body = asks === undefined ? {} : { [asks[0]]: words };
    const done = await run(
      () => send('POST', `${path}/${decision.name}`, body).then(() => true),
      decision.done,
    );
    if (done !== null) onClose();
  };
  return (
    <Modal
      open
      title={`${decision.label}：${title}`}
      okText={decision.label}
      onOk={() => void decide()}
      okButtonProps={{ disabled: asks !== undefined && words.trim() === '' }}
      confirmLoading={busy}
      onCancel={onClose}
    >
      <p>{decision.effect}</p>
      {asks !== undefined && (
        <Labelled label={asks[1]}>
          {(id) => (
            <Input
              id={id}
              value={words}
              placeholder={asks[2]}
              onChange={({ target }) => setWords(target.value)}
            />
          )}
        </Labelled>
      )}
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  );
};

const EDIT_LABELS: Readonly<Partial<Record<PlanVersion['state'], string>>> = {
  draft: '修改草案',
  reviewed: '修改（另起一版）',
  approved: '修改（另起一版）',
  published: '调整计划',
};

/** What may be done with a version now, by this person. */
export const DecisionButtons = ({
  year,
  version,
  newest,
}: {
  readonly year: number;
  readonly version: PlanVersion;
  /** Only the newest version is worked on. */
  readonly newest: number;
}) => {
  const { data: me } = useMe();
  const [deciding, setDeciding] = useState<Decision | null>(null);
  if (version.version !== newest) return null;
  const next = nextOf(me, version);
  const edit = holds(me, 'drafter') ? EDIT_LABELS[version.state] : undefined;
  return (
    <div className="year-actions">
      {next !== null && (
        <Button type="primary" onClick={() => setDeciding(next)}>
          {next.label}
        </Button>
      )}
      {(next === REVIEW || next === APPROVE) && (
        <Button onClick={() => setDeciding(RETURN)}>{RETURN.label}</Button>
      )}
      {edit !== undefined && <Link to={`/year/${year}/edit?from=${version.version}`}>{edit}</Link>}
      {deciding !== null && (
        <DecisionDialog
          decision={deciding}
          path={`/api/plans/${year}/versions/${version.version}`}
          title={`${year} 年度计划第 ${version.version} 版`}
          onClose={() => setDeciding(null)}
        />
      )}
    </div>
  );
};
