import { Alert, Button, Flex, Input, InputNumber } from 'antd';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { PlanVersion } from '../../../../../api/resources/plan/plan-schema.ts';
import { send } from '../../../../shared/http.ts';
import { Loaded, Page, ProblemAlert } from '../../../layout/page.tsx';
import { Part } from '../../../records/facts.tsx';
import { useSend } from '../../../records/use-send.ts';
import { Labelled } from '../labelled.tsx';
import { usePlanTable } from '../use-plan.ts';
import { DocumentFields } from './document-fields.tsx';
import { rowProblems } from './row-problems.ts';
import { RowsPart } from './rows-part.tsx';
import { type Draft, draftOf, useDraft } from './use-draft.ts';

const Editor = ({
  from,
  start,
  isNew,
}: {
  readonly from: number | null;
  readonly start: Draft;
  readonly isNew: boolean;
}) => {
  const { draft, setDraft, forget, wasKept, startAnew } = useDraft(
    isNew ? 'new' : `${start.year}/${from ?? 0}`,
    start,
  );
  const { run, busy, error } = useSend();
  const navigate = useNavigate();
  const save = async () => {
    const { year, document, reason, rows } = draft;
    const body = { from, document: { ...document, year }, reason, rows };
    const saved = await run(
      () => send<PlanVersion>('PUT', `/api/plans/${year}/table`, body),
      ({ version }) => `已保存为 ${year} 年度计划第 ${version} 版草案`,
    );
    if (saved === null) return;
    forget();
    void navigate(`/year/${year}?version=${saved.version}`);
  };
  return (
    <>
      {wasKept && (
        <Alert
          type="info"
          style={{ marginBottom: 16 }}
          title="已恢复上次没有保存的内容"
          action={<Button onClick={startAnew}>不要这些改动</Button>}
        />
      )}
      <Part title="计划文件">
        {isNew && (
          <Labelled label="年度">
            {(id) => (
              <InputNumber
                id={id}
                value={draft.year}
                min={2000}
                max={2999}
                precision={0}
                onChange={(year) => setDraft({ ...draft, year: year ?? draft.year })}
              />
            )}
          </Labelled>
        )}
        <DocumentFields document={draft.document} onChange={(document) => setDraft({ ...draft, document })} />
      </Part>
      <RowsPart draft={draft} problems={rowProblems(error)} onRows={(rows) => setDraft({ ...draft, rows })} />
      <Part title="保存">
        <Labelled label="编制或调整的理由">
          {(id) => (
            <Input.TextArea
              id={id}
              value={draft.reason}
              rows={2}
              placeholder={`如 ${draft.year}年度计划；调整时写明依据和原因`}
              onChange={({ target }) => setDraft({ ...draft, reason: target.value })}
            />
          )}
        </Labelled>
        {error !== null && <ProblemAlert error={error} />}
        <Flex gap={12} style={{ marginTop: 12 }}>
          <Button type="primary" loading={busy} onClick={() => void save()}>
            保存草案
          </Button>
        </Flex>
      </Part>
    </>
  );
};

/** Writes a plan: over a version (a draft in place, anything else as the next version), or from nothing. */
export const EditorPage = () => {
  const { year: text } = useParams();
  const [search] = useSearchParams();
  const isNew = text === undefined;
  const year = isNew ? new Date().getFullYear() + 1 : Number(text);
  const asked = Number(search.get('from'));
  const from = isNew || !(asked > 0) ? null : asked;
  const table = usePlanTable(year, from);
  return (
    <Page
      title={isNew ? '手工起草年度计划' : `修改 ${year} 年度计划`}
      actions={<Link to={isNew ? '/year' : `/year/${year}`}>返回</Link>}
    >
      {from === null ? (
        <Editor from={null} start={draftOf(year, null)} isNew={isNew} />
      ) : (
        <Loaded query={table}>
          {(plan) => <Editor from={from} start={draftOf(year, plan)} isNew={false} />}
        </Loaded>
      )}
    </Page>
  );
};
