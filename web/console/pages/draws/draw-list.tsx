import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Select, Table } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { minuteOfInstant } from '../../../shared/china-time.ts';
import { read } from '../../../shared/http.ts';
import { StateTag, type Tone } from '../../boards/state-tag.tsx';
import { cycleNameOfId } from '../../boards/words.ts';
import { Loaded, Page } from '../../layout/page.tsx';
import type { DrawLine } from './use-draw.ts';
import { listedState, purposeName } from './words.ts';

const TONES: Readonly<Record<string, Tone>> = { published: 'done', void: 'late', 'not-drawn': 'late' };

const State = ({ draw }: { readonly draw: DrawLine }) => (
  <>
    <StateTag tone={TONES[draw.state] ?? 'work'}>{listedState(draw.state)}</StateTag>
    <div style={{ color: '#5c6b7a' }}>{draw.endReason ?? draw.waitingFor}</div>
  </>
);

const columns = [
  {
    title: '抽取编号',
    key: 'id',
    render: (draw: DrawLine) => <Link to={`/draws/${encodeURIComponent(draw.id)}`}>{draw.id}</Link>,
  },
  {
    title: '周期',
    key: 'cycle',
    render: (draw: DrawLine) => (
      <Link to={`/cycles/${encodeURIComponent(draw.cycleId)}`}>{cycleNameOfId(draw.cycleId)}</Link>
    ),
  },
  {
    title: '种类',
    key: 'purpose',
    render: ({ purpose, batch }: DrawLine) => `${purposeName(purpose)}${batch > 1 ? `（第${batch}批）` : ''}`,
  },
  { title: '状态', key: 'state', render: (draw: DrawLine) => <State draw={draw} /> },
  { title: '抽取时间', key: 'sealed', render: (draw: DrawLine) => minuteOfInstant(draw.sealedAt) },
  {
    title: '现场',
    key: 'hall',
    render: (draw: DrawLine) => (
      <a href={`/console/hall/${encodeURIComponent(draw.id)}`} target="_blank" rel="noreferrer">
        打开投影
      </a>
    ),
  },
];

const NoDraws = () => (
  <Empty description="还没有抽取。周期开始后，到抽取日系统自动取号并拟定公告，这里即可看到。" />
);

/** Every draw by its gap-free number, the newest first: one that is void keeps its number for ever. */
export const DrawList = () => {
  const [search, setSearch] = useSearchParams();
  const year = search.get('year');
  const query = useQuery({
    queryKey: ['draw', 'list'],
    queryFn: () => read<DrawLine[]>('/api/draws'),
    refetchInterval: 30_000,
  });
  return (
    <Page
      title="抽取"
      actions={
        <Link to="exemptions">
          <Button>免抽名单</Button>
        </Link>
      }
    >
      <Loaded query={query}>
        {(draws) => {
          const years = [...new Set(draws.map((draw) => draw.year))];
          return (
            <Flex vertical gap={12}>
              <Select
                aria-label="年度"
                style={{ width: 140 }}
                value={year ?? ''}
                onChange={(chosen) => setSearch(chosen === '' ? {} : { year: chosen })}
                options={[
                  { value: '', label: '全部年度' },
                  ...years.map((each) => ({ value: String(each), label: `${each}年` })),
                ]}
              />
              <Table
                rowKey="id"
                columns={columns}
                dataSource={draws.filter((draw) => year === null || String(draw.year) === year)}
                pagination={{ pageSize: 20, hideOnSinglePage: true }}
                scroll={{ x: 760 }}
                locale={{ emptyText: <NoDraws /> }}
              />
            </Flex>
          );
        }}
      </Loaded>
    </Page>
  );
};
