import { useQuery } from '@tanstack/react-query';
import { Button, Flex } from 'antd';
import { Link, useParams } from 'react-router';
import type { PublicationWhole } from '../../../../api/resources/publication/publication-schema.ts';
import { read } from '../../../shared/http.ts';
import { DataTable } from '../../boards/data-table.tsx';
import { CommandButton } from '../../commands/command-button.tsx';
import { Loaded, Page } from '../../layout/page.tsx';
import { pathOf, revisionPath } from './publication-words.ts';
import { RevisionCard } from './revision-card.tsx';

const Commands = ({ publication }: { publication: PublicationWhole }) => {
  const latest = publication.revisions.at(-1);
  if (latest === undefined) return null;
  const subject = revisionPath(publication.id, latest.revision);
  return (
    <Flex gap={8} wrap>
      {latest.kind !== 'withdrawal' && (
        <>
          <CommandButton command="correctPublication" subject={subject} label="更正公示" />
          <CommandButton
            command="withdrawPublication"
            subject={subject}
            label="撤回公示"
            button={{ danger: true }}
          />
        </>
      )}
      {publication.portalPath !== null && (
        <Button href={publication.portalPath} target="_blank">
          查看公众页面
        </Button>
      )}
    </Flex>
  );
};

const Findings = ({ publication: { findings } }: { publication: PublicationWhole }) =>
  findings.length === 0 ? null : (
    <section className="board-card">
      <header>
        <h2>发现的问题</h2>
        <span className="quiet-text">更正只改检查结果和备注，不改发现的问题</span>
      </header>
      <DataTable
        caption="发现的问题"
        isCaptionHidden
        rows={findings}
        rowKey={({ no }) => String(no)}
        empty="没有问题。"
        columns={[
          { head: '问题', isHead: true, cell: ({ no, text }) => `${no}. ${text}` },
          { head: '违反的规定', cell: ({ article }) => article },
        ]}
      />
    </section>
  );

/** One publication: every revision beside the one before, with proof, reasons and what citizens see. */
export const PublicationPage = () => {
  const { id = '' } = useParams();
  const found = useQuery({
    queryKey: ['publication', id],
    queryFn: () => read<PublicationWhole>(pathOf(id)),
  });
  return (
    <Page
      title={found.data === undefined ? '公示' : `${found.data.unitName}的公示`}
      actions={found.data === undefined ? null : <Commands publication={found.data} />}
    >
      <Loaded query={found}>
        {(publication) => (
          <>
            <dl className="board-facts">
              <div>
                <dt>编码</dt>
                <dd>{publication.unitCode}</dd>
              </div>
              <div>
                <dt>检查任务</dt>
                <dd>
                  <Link to={`/tasks/${encodeURIComponent(publication.id)}`}>{publication.taskNumber}</Link>
                </dd>
              </div>
              {publication.portalPath === null && (
                <div>
                  <dt>公众页面</dt>
                  <dd className="quiet-text">各渠道均有凭证后展示</dd>
                </div>
              )}
            </dl>
            <div className="side-by-side">
              {publication.revisions.map((revision, index) => (
                <RevisionCard
                  key={revision.revision}
                  id={publication.id}
                  revision={revision}
                  before={publication.revisions[index - 1]}
                />
              ))}
            </div>
            <Findings publication={publication} />
          </>
        )}
      </Loaded>
    </Page>
  );
};
