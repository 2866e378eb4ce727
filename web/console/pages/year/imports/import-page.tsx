import { Alert, Flex } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { PlanImportReview } from '../../../../../api/resources/plan/plan-import-schema.ts';
import { holds, useMe } from '../../../../shared/me.ts';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { Loaded, Page } from '../../../layout/page.tsx';
import { ASSUMED } from '../words.ts';
import { DoubtItem, KEY_MARK } from './doubt-item.tsx';
import { type Group, groupsOf, isOpen } from './groups.ts';
import { ImportBar } from './import-bar.tsx';
import { doubtId, raisedId } from './places.ts';
import { ReadRowFields } from './read-row.tsx';
import { SourceLines } from './source-lines.tsx';
import type { Give } from './use-answering.ts';
import { type ReviewedDoubt, useImport } from './use-import.ts';
import './import.css';

/** Open doubts that ask the same of other rows: answered once, they may be answered alike. */
const alikeOf = (doubts: PlanImportReview['doubts'], { key, field, kind, text }: ReviewedDoubt): string =>
  field !== 'drawType'
    ? ''
    : doubts
        .filter((other) => other.key !== key && isOpen(other))
        .filter((other) => other.kind === kind && other.field === field && other.text === text)
        .map((other) => other.key)
        .join(KEY_MARK);

const GroupView = ({
  group,
  review,
  give,
  assumed,
}: {
  readonly group: Group;
  readonly review: PlanImportReview;
  readonly give: Give | null;
  readonly assumed: boolean;
}) => {
  const nameOf = useOfficerNames();
  return (
    <section
      id={group.id}
      tabIndex={-1}
      className={`import-group ${group.doubts.some(isOpen) ? 'to-answer' : ''}`}
      aria-label={group.title}
    >
      <SourceLines group={group} />
      <div className="import-read">
        <h3>{group.row === null ? '正文和整张表' : `${group.title}：读作`}</h3>
        {group.row !== null && (
          <ReadRowFields
            row={group.row}
            obstacles={review.obstacles.filter(({ place }) => place === group.row?.place)}
          />
        )}
        {group.row === null && group.doubts.length === 0 && <p className="quiet-text">没有疑点。</p>}
        {group.doubts.map((doubt, index) => (
          <DoubtItem
            // biome-ignore lint/suspicious/noArrayIndexKey: two questions about one text share their key
            key={`${doubt.key}-${index}`}
            id={doubtId(review.doubts.indexOf(doubt))}
            doubt={doubt}
            give={give}
            assumed={assumed}
            answeredBy={doubt.answer === null ? '' : nameOf(doubt.answer.answeredBy)}
            alikeKeys={alikeOf(review.doubts, doubt)}
          />
        ))}
      </div>
    </section>
  );
};

const Notes = ({ review }: { readonly review: PlanImportReview }) => (
  <Flex vertical gap={8} style={{ marginBottom: 16 }}>
    {review.state === 'drafted' && (
      <Alert
        type="success"
        title={
          <>
            已形成草案：
            <Link to={`/year/${review.year}?version=${review.draftedVersion ?? ''}`}>
              {review.year} 年度计划第 {review.draftedVersion} 版
            </Link>
          </>
        }
      />
    )}
    {review.state === 'discarded' && <Alert type="warning" title="这份导入已放弃，只供查看。" />}
    {review.assumed > 0 && <Alert type="warning" title={`有 ${review.assumed} 个答复${ASSUMED}`} />}
    {review.raised.map(({ key, question }, index) => (
      <div key={key} id={raisedId(index)} tabIndex={-1}>
        <Alert type="error" title={`答复之后仍有问题：${question}`} description="请更正相应的答复。" />
      </div>
    ))}
  </Flex>
);

const Review = ({ review, give }: { readonly review: PlanImportReview; readonly give: Give }) => {
  const { data: me } = useMe();
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [assumed, setAssumed] = useState(false);
  const mayAnswer = review.state === 'open' && holds(me, 'drafter');
  const hasObstacle = (place: number | undefined) => review.obstacles.some((each) => each.place === place);
  const groups = groupsOf(review).filter(
    ({ doubts, row }) => !onlyOpen || doubts.some(isOpen) || hasObstacle(row?.place),
  );
  return (
    <>
      <ImportBar
        {...{ review, mayAnswer, onlyOpen, assumed }}
        onOnlyOpen={setOnlyOpen}
        onAssumed={setAssumed}
      />
      <Notes review={review} />
      {groups.map((group) => (
        <GroupView
          key={group.id}
          group={group}
          review={review}
          give={mayAnswer ? give : null}
          assumed={assumed}
        />
      ))}
      {groups.length === 0 && <p>疑点都已答复。</p>}
    </>
  );
};

/** A plan file line by line beside what was read of it; each doubt is answered where it stands. */
export const ImportPage = () => {
  const { id = '' } = useParams();
  const { query, answer } = useImport(id);
  const { data } = query;
  return (
    <Page
      title={data === undefined ? '导入计划' : `导入计划：${data.fileName}`}
      actions={
        <Flex gap={16}>
          <Link to="/year">各年度计划</Link>
          <a href={`/api/plan-imports/${id}/file`}>下载原件</a>
        </Flex>
      }
    >
      <Loaded query={query}>{(review) => <Review review={review} give={answer.mutateAsync} />}</Loaded>
    </Page>
  );
};
