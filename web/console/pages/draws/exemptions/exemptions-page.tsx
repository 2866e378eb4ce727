import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Input, Space, Table } from 'antd';
import { useState } from 'react';
import { read, send } from '../../../../shared/http.ts';
import { holds, useMe } from '../../../../shared/me.ts';
import { StateTag } from '../../../boards/state-tag.tsx';
import { Nothing } from '../../../fields/nothing.tsx';
import { Loaded, Page } from '../../../layout/page.tsx';
import { RegisterFiles } from '../../registers/register-files.tsx';
import { ExemptionForm } from './exemption-form.tsx';

export interface Exemption {
  readonly id: number;
  readonly unitId: string;
  readonly unitName: string;
  readonly itemId: string | null;
  readonly reason: string;
  readonly reasonWords: string;
  readonly basis: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly enteredBy: string;
  readonly endedAt: string | null;
}

const End = ({ one }: { readonly one: Exemption }) => {
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const ask = () =>
    modal.confirm({
      title: `提前终止“${one.unitName}”的免抽`,
      content: '终止后，该对象自下一次抽取起重新列入名单；原登记永久保留。',
      okText: '确认终止',
      onOk: async () => {
        try {
          await send('POST', `/api/exemptions/${one.id}/end`);
          void message.success('已终止');
        } catch (thrown) {
          void message.error(thrown instanceof Error ? thrown.message : String(thrown));
        }
        await queries.invalidateQueries({ queryKey: ['exemptions'] });
      },
    });
  return (
    <Button size="small" danger onClick={ask}>
      提前终止
    </Button>
  );
};

/** 免抽: units that chance passes by for a time, each with reason and basis; the published list names them. */
export const ExemptionsPage = () => {
  const { data: me } = useMe();
  const [text, setText] = useState('');
  const mayChange = holds(me, 'approver');
  const query = useQuery({ queryKey: ['exemptions'], queryFn: () => read<Exemption[]>('/api/exemptions') });
  return (
    <Page
      title="免抽名单"
      actions={
        mayChange && (
          <Space wrap>
            <RegisterFiles register="exemptions" />
            <ExemptionForm />
          </Space>
        )
      }
    >
      <Flex vertical gap={12}>
        <p style={{ margin: 0 }}>
          列入名单的对象在所列期间不参加抽取，理由在抽取公告的排除名单中公开。登记不能修改或删除，只能提前终止。
        </p>
        <Input.Search
          aria-label="按对象名称查找"
          placeholder="按对象名称查找"
          allowClear
          style={{ maxWidth: 360 }}
          onSearch={setText}
        />
        <Loaded query={query}>
          {(all) => (
            <Table
              size="small"
              rowKey="id"
              dataSource={all.filter(({ unitName, unitId }) => unitName.includes(text) || unitId === text)}
              pagination={{ pageSize: 20, hideOnSinglePage: true }}
              scroll={{ x: 820 }}
              locale={{ emptyText: <Nothing text="没有免抽的对象。依据文件需要免抽的，由审批人登记。" /> }}
              columns={[
                { title: '检查对象', dataIndex: 'unitName' },
                {
                  title: '事项',
                  key: 'item',
                  render: ({ itemId }: Exemption) => itemId ?? '全部事项',
                },
                { title: '理由', dataIndex: 'reasonWords' },
                { title: '依据', dataIndex: 'basis' },
                {
                  title: '期间',
                  key: 'span',
                  render: ({ fromOn, toOn }: Exemption) => `${fromOn} 至 ${toOn}`,
                },
                {
                  title: '状态',
                  key: 'state',
                  render: ({ endedAt }: Exemption) =>
                    endedAt === null ? (
                      <StateTag tone="work">有效</StateTag>
                    ) : (
                      <StateTag tone="none">已终止</StateTag>
                    ),
                },
                ...(mayChange
                  ? [
                      {
                        title: '办理',
                        key: 'act',
                        render: (one: Exemption) => one.endedAt === null && <End one={one} />,
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Loaded>
      </Flex>
    </Page>
  );
};
