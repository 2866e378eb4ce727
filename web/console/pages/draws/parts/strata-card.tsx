import { Card, Table } from 'antd';
import type { Room } from '../use-draw.ts';
import { probabilityText, ratioText } from '../words.ts';

type Stratum = Room['strata'][number];

/** Eligible, quota and how likely a unit is drawn, by stratum. */
export const StrataCard = ({ room }: { readonly room: Room }) => {
  if (room.strata.length === 0) return null;
  const itemOf = ({ row }: Stratum) => room.rows.find((each) => each.row === row)?.item ?? '';
  return (
    <Card title="抽取范围">
      <Table
        size="small"
        rowKey="id"
        dataSource={[...room.strata]}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        scroll={{ x: 720 }}
        columns={[
          { title: '计划行', dataIndex: 'id' },
          { title: '抽查事项', key: 'item', render: itemOf },
          { title: '列入名单', dataIndex: 'eligible', align: 'right' },
          { title: '比例', key: 'ratio', align: 'right', render: ratioText },
          { title: '抽取数', dataIndex: 'quota', align: 'right' },
          { title: '备选数', dataIndex: 'reserve', align: 'right' },
          { title: '抽中机会', key: 'probability', align: 'right', render: probabilityText },
          {
            title: '权重',
            dataIndex: 'weights',
            render: (weights: string) => (weights === 'none' ? '无' : weights),
          },
        ]}
      />
    </Card>
  );
};
