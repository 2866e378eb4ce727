import { useQuery } from '@tanstack/react-query';
import { read } from '../../../shared/http.ts';
import type { DataColumn } from '../../boards/data-table.tsx';
import { Loaded } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { PlainTable } from '../../records/plain-table.tsx';

interface Exemption {
  readonly id: number;
  readonly itemId: string | null;
  readonly reasonWords: string;
  readonly basis: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly endedAt: string | null;
}

const COLUMNS: readonly DataColumn<Exemption>[] = [
  { head: '理由', isHead: true, cell: ({ reasonWords }) => reasonWords },
  { head: '依据', cell: ({ basis }) => basis },
  { head: '事项', cell: ({ itemId }) => itemId ?? '全部事项' },
  { head: '期间', cell: ({ fromOn, toOn }) => `${fromOn} 至 ${toOn}` },
  { head: '状态', cell: ({ endedAt }) => (endedAt === null ? '有效期按期间' : '已提前终止') },
];

/** 免抽: when chance passes the unit by, and on which paper that rests. */
export const UnitExemptions = ({ unitId }: { readonly unitId: string }) => {
  const path = `/api/units/${encodeURIComponent(unitId)}/exemptions`;
  const query = useQuery({ queryKey: [path], queryFn: () => read<readonly Exemption[]>(path) });
  return (
    <Part title="免抽">
      <Loaded query={query}>
        {(rows) => (
          <PlainTable
            caption="免抽记录"
            columns={COLUMNS}
            rows={rows}
            rowKey={({ id }) => String(id)}
            empty="没有免抽记录。"
          />
        )}
      </Loaded>
    </Part>
  );
};
