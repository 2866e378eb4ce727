import { Button } from 'antd';
import type { PublicationBoard } from '../../../../api/resources/publication/publication-schema.ts';
import { type DataColumn, DataTable } from '../../boards/data-table.tsx';

type Channel = PublicationBoard['channels'][number];

/** How each channel stands; a channel can be chosen to see only what it still lacks. */
export const ChannelCounts = ({
  channels,
  chosen,
  onChoose,
  onOverdue,
}: {
  readonly channels: readonly Channel[];
  readonly chosen: string | null;
  readonly onChoose: (channel: string | null) => void;
  /** Shows what is overdue on a channel. */
  readonly onOverdue: (channel: string) => void;
}) => {
  const columns: readonly DataColumn<Channel>[] = [
    { head: '公示渠道', isHead: true, cell: ({ name }) => name },
    { head: '待公示', align: 'end', cell: ({ owed }) => owed },
    {
      head: '其中逾期',
      align: 'end',
      cell: ({ channel, name, overdue }) =>
        overdue === 0 ? (
          overdue
        ) : (
          <Button
            size="small"
            type="link"
            className="late-text"
            aria-label={`${name}逾期 ${overdue} 件，查看`}
            onClick={() => onOverdue(channel)}
          >
            {overdue}
          </Button>
        ),
    },
    { head: '已公示（有凭证）', align: 'end', cell: ({ confirmed }) => confirmed },
    {
      head: '筛选',
      cell: ({ channel }) => (
        <Button
          size="small"
          aria-pressed={channel === chosen}
          type={channel === chosen ? 'primary' : 'default'}
          onClick={() => onChoose(channel === chosen ? null : channel)}
        >
          {channel === chosen ? '取消筛选' : '只看此渠道'}
        </Button>
      ),
    },
  ];
  return (
    <section className="board-card">
      <DataTable
        caption="各公示渠道的件数"
        isCaptionHidden
        columns={columns}
        rows={channels}
        rowKey={({ channel }) => channel}
        empty="尚未设置公示渠道，请由系统管理员在“设置”中填写。"
      />
    </section>
  );
};
