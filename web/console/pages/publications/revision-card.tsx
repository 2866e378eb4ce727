import type { RevisionCase } from '../../../../api/resources/publication/publication-schema.ts';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { StateTag } from '../../boards/state-tag.tsx';
import { useOfficerNames } from '../../boards/use-officer-names.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { ApprovalLine } from './approval-line.tsx';
import { KINDS, PROOFS, revisionPath, stateOf } from './publication-words.ts';

type Channel = RevisionCase['channels'][number];

const ProofText = ({ proof }: { proof: NonNullable<Channel['proof']> }) => (
  <>
    {PROOFS[proof.kind]}：
    {proof.kind === 'address' ? (
      <a href={proof.reference} target="_blank" rel="noreferrer noopener">
        {proof.reference}
      </a>
    ) : (
      proof.reference
    )}
    {proof.sha256 !== undefined && (
      <span className="board-small" style={{ overflowWrap: 'anywhere' }}>
        摘要（SHA-256）{proof.sha256}
      </span>
    )}
  </>
);

const ChannelState = ({ channel, of }: { channel: Channel; of: { id: string; revision: RevisionCase } }) => {
  const nameOf = useOfficerNames();
  if (channel.proof === null)
    return (
      <div>
        {channel.name}：<span className="soon-text">待公示</span>{' '}
        {of.revision.state === 'due' && of.revision.awaitsApprovalBy === null && (
          <CommandButton
            command="confirmChannel"
            subject={revisionPath(of.id, of.revision.revision)}
            label="登记凭证"
            initial={{ channel: channel.channel }}
            button={{ size: 'small', type: 'primary' }}
          />
        )}
      </div>
    );
  return (
    <div>
      {channel.name}：<span className="done-text">{channel.proof.publishedOn} 已公示</span>
      <div className="board-small">
        <ProofText proof={channel.proof} />
        {channel.confirmedBy !== null && channel.confirmedAt !== null && (
          <div>
            {nameOf(channel.confirmedBy)} {minuteOfInstant(channel.confirmedAt)} 登记
          </div>
        )}
      </div>
    </div>
  );
};

const codesText = ({ codes }: RevisionCase): string =>
  codes.map(({ code, name }) => `${code}　${name}`).join('；');

/** One revision as it was shown; what differs from the one before is marked in words. */
export const RevisionCard = ({
  id,
  revision,
  before,
}: {
  readonly id: string;
  readonly revision: RevisionCase;
  readonly before: RevisionCase | undefined;
}) => {
  const nameOf = useOfficerNames();
  const [word, tone] = stateOf(revision);
  const isOther = (text: (each: RevisionCase) => string | null): boolean =>
    before !== undefined && text(before) !== text(revision);
  const facts: readonly (readonly [name: string, text: string, changed: boolean])[] = [
    ...(revision.reason === null ? [] : [['理由', revision.reason, false] as const]),
    ['检查结果', revision.kind === 'withdrawal' ? '撤回，不再展示' : codesText(revision), isOther(codesText)],
    ['备注', revision.remark ?? '—', isOther(({ remark }) => remark)],
    ['检查日期', revision.visitedOn, false],
    ['录入', nameOf(revision.enteredBy), false],
    ['审核', revision.reviewedBy === null ? '—' : nameOf(revision.reviewedBy), false],
    ...(revision.approvedBy === null ? [] : [['批准公示', nameOf(revision.approvedBy), false] as const]),
    ['公示期限', revision.dueOn ?? '—', false],
    ['完成公示', revision.confirmedOn ?? '—', false],
  ];
  return (
    <section className="board-card" aria-label={`第 ${revision.revision} 版`}>
      <header>
        <h2>
          第 {revision.revision} 版　{KINDS[revision.kind]}
        </h2>
        <StateTag tone={tone}>{word}</StateTag>
      </header>
      <dl className="revision-facts">
        {facts.map(([name, text, changed]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {text}
              {changed && <strong className="soon-text">（与上一版不同）</strong>}
            </dd>
          </div>
        ))}
      </dl>
      <ApprovalLine {...{ id, ...revision }} />
      {revision.channels.map((channel) => (
        <ChannelState key={channel.channel} channel={channel} of={{ id, revision }} />
      ))}
    </section>
  );
};
