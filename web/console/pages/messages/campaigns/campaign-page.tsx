import { Progress } from 'antd';
import { Link, useParams } from 'react-router';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { StateTag } from '../../../boards/state-tag.tsx';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { Loaded, Page } from '../../../layout/page.tsx';
import { Facts, Part } from '../../../records/facts.tsx';
import { CHANNELS, VERDICTS, type Verdict } from '../words.ts';
import { CampaignActs } from './campaign-acts.tsx';
import { type CampaignProgress, STATES, useCampaign } from './use-campaigns.ts';

type RowError = CampaignProgress['errors'][number];

const OVER: readonly Verdict[] = ['delivered', 'accepted', 'not-delivered', 'cancelled'];

const ERROR_COLUMNS = [
  { head: '检查对象', isHead: true as const, cell: ({ unitName }: RowError) => unitName },
  { head: '渠道', cell: ({ channel }: RowError) => CHANNELS[channel] },
  { head: '原因', cell: ({ why }: RowError) => why },
  {
    head: '消息',
    cell: ({ messageId }: RowError) =>
      messageId === null ? '缺漏' : <Link to={`/messages/${messageId}`}>查看全过程</Link>,
  },
];

const Counts = ({ progress }: { readonly progress: CampaignProgress }) => {
  const { expected, missing, verdicts } = progress;
  const over = OVER.reduce((sum, verdict) => sum + (verdicts[verdict] ?? 0), 0);
  return (
    <>
      <Progress
        percent={expected === 0 ? 0 : Math.round((over / expected) * 100)}
        format={() => `${over} / ${expected}`}
        aria-label="有结果的件数"
      />
      <Facts
        facts={[
          ['应有', `${expected} 件`],
          ['缺漏', `${missing} 件`],
          ...(Object.keys(VERDICTS) as Verdict[]).map(
            (verdict) => [VERDICTS[verdict].name, `${verdicts[verdict] ?? 0} 件`] as const,
          ),
        ]}
      />
    </>
  );
};

const Body = ({ progress }: { readonly progress: CampaignProgress }) => {
  const { campaign, state, errors } = progress;
  const nameOf = useOfficerNames();
  return (
    <Page title={campaign.name} actions={<Link to="/messages/campaigns">返回批量通知</Link>}>
      <Part title="状态">
        <p>
          <StateTag tone={STATES[state].tone}>{STATES[state].name}</StateTag>
          {campaign.cancelReason !== null && `　${campaign.cancelReason}`}
        </p>
        <Facts
          facts={[
            ['渠道', campaign.channels.map((channel) => CHANNELS[channel]).join('、')],
            ['文本', campaign.textVersion === null ? '通用文本' : `自拟第${campaign.textVersion}版`],
            [
              '拟发',
              `${campaign.kind === 'draw' ? '系统' : nameOf(campaign.createdBy)}，${minuteOfInstant(campaign.businessAt)}`,
            ],
            [
              '批准',
              campaign.approvedBy === null
                ? null
                : `${nameOf(campaign.approvedBy)}，${minuteOfInstant(campaign.approvedAt)}`,
            ],
          ]}
        />
        <CampaignActs progress={progress} />
      </Part>
      <Part title="进度">
        <Counts progress={progress} />
      </Part>
      <Part title="没有送达的">
        <DataTable
          caption="没有送达的，逐件列明原因"
          isCaptionHidden
          columns={ERROR_COLUMNS}
          rows={errors}
          rowKey={({ unitId, channel, messageId }) => `${unitId}/${channel}/${messageId}`}
          empty="没有未送达、缺漏或结果不明的通知。"
        />
      </Part>
    </Page>
  );
};

/** One batch: its state derived from the rows that there are, and each row that did not arrive. */
export const CampaignPage = () => {
  const { campaignId = '' } = useParams();
  return <Loaded query={useCampaign(campaignId)}>{(progress) => <Body progress={progress} />}</Loaded>;
};
