import { Flex } from 'antd';
import { Link } from 'react-router';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { holds, useMe } from '../../../../shared/me.ts';
import { DataTable } from '../../../boards/data-table.tsx';
import { StateTag } from '../../../boards/state-tag.tsx';
import { useOfficerNames } from '../../../boards/use-officer-names.ts';
import { Loaded } from '../../../layout/page.tsx';
import { CHANNELS } from '../words.ts';
import { DraftCampaign } from './draft-campaign.tsx';
import { type Campaign, useCampaigns } from './use-campaigns.ts';

const Standing = ({ one }: { readonly one: Campaign }) => {
  if (one.cancelledAt !== null) return <StateTag tone="none">已取消</StateTag>;
  return one.kind === 'office' && one.approvedAt === null ? (
    <StateTag tone="care">待批准</StateTag>
  ) : (
    <StateTag tone="work">已发出，进度见内页</StateTag>
  );
};

/** 批量通知: each draw's notices of visits, and what the office sends to selected units. */
export const CampaignsTab = () => {
  const { data: me } = useMe();
  const nameOf = useOfficerNames();
  const query = useCampaigns();
  const columns = [
    {
      head: '批量通知',
      isHead: true as const,
      cell: (one: Campaign) => <Link to={`/messages/campaigns/${one.id}`}>{one.name}</Link>,
    },
    {
      head: '来源',
      cell: ({ kind, subjectId }: Campaign) =>
        kind === 'office' ? (
          '办公室通知'
        ) : (
          <Link to={`/draws/${encodeURIComponent(subjectId ?? '')}`}>抽取 {subjectId}</Link>
        ),
    },
    {
      head: '渠道',
      cell: ({ channels }: Campaign) => channels.map((channel) => CHANNELS[channel]).join('、'),
    },
    { head: '拟发', cell: ({ createdBy, kind }: Campaign) => (kind === 'draw' ? '系统' : nameOf(createdBy)) },
    { head: '时间', cell: ({ businessAt }: Campaign) => minuteOfInstant(businessAt) },
    { head: '状态', cell: (one: Campaign) => <Standing one={one} /> },
  ];
  return (
    <Flex vertical gap={12} className="board-card">
      {holds(me, 'office', 'admin') && (
        <div>
          <DraftCampaign />
        </div>
      )}
      <Loaded query={query}>
        {(campaigns) => (
          <DataTable
            caption="批量通知，新的在前"
            isCaptionHidden
            columns={columns}
            rows={campaigns}
            rowKey={({ id }) => id}
            empty="还没有批量通知。抽取的检查通知自动成批；办公室也可以拟发通知。"
          />
        )}
      </Loaded>
    </Flex>
  );
};
