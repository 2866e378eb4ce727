import { useQuery } from '@tanstack/react-query';
import { read } from '../../../shared/http.ts';
import { Pages } from '../../boards/pages.tsx';
import { type PageOf, usePages } from '../../boards/use-pages.ts';
import { Loaded } from '../../layout/page.tsx';
import { PlainTable } from '../plain-table.tsx';
import { REGISTERS, type RegisterImport, type StagedRow } from './import.ts';

const LINE = { head: '行', cell: ({ line }: StagedRow) => line, align: 'end' } as const;
const NAME = { head: '名称', isHead: true, cell: ({ title }: StagedRow) => title } as const;
const keyOf = ({ line }: { readonly line: number }) => String(line);

const Differences = ({ before, after }: Pick<StagedRow, 'before' | 'after'>) => (
  <ul style={{ margin: 0, paddingInlineStart: 18 }}>
    {Object.keys(after ?? {})
      .filter((head) => after?.[head] !== before?.[head])
      .map((head) => (
        <li key={head}>
          {head}：<span className="quiet-text">{before?.[head] || '—'}</span> → <b>{after?.[head] || '—'}</b>
        </li>
      ))}
  </ul>
);

export const ChangedRows = ({ path }: { readonly path: string }) => (
  <Pages query={usePages<PageOf<StagedRow>>(`${path}/rows`, { change: 'changed' })}>
    {(rows) => (
      <PlainTable
        caption="将要更改的条目"
        columns={[NAME, { head: '更改', cell: (row: StagedRow) => <Differences {...row} /> }, LINE]}
        rows={rows}
        rowKey={keyOf}
        empty="没有要更改的条目。"
      />
    )}
  </Pages>
);

const filled = (after: StagedRow['after']): string =>
  Object.entries(after ?? {})
    .filter(([, text]) => text !== '')
    .map(([head, text]) => `${head}：${text}`)
    .join('；');

export const AddedRows = ({ path }: { readonly path: string }) => (
  <Pages query={usePages<PageOf<StagedRow>>(`${path}/rows`, { change: 'added' })}>
    {(rows) => (
      <PlainTable
        caption="将要新增的条目"
        columns={[NAME, { head: '内容', cell: ({ after }: StagedRow) => filled(after) }, LINE]}
        rows={rows}
        rowKey={keyOf}
        empty="没有要新增的条目。"
      />
    )}
  </Pages>
);

interface Missing {
  readonly key: string;
  readonly title: string;
}

export const MissingRows = ({ path, found }: { readonly path: string; readonly found: RegisterImport }) => {
  const place = `${path}/missing`;
  const query = useQuery({ queryKey: [place], queryFn: () => read<readonly Missing[]>(place) });
  return (
    <Loaded query={query}>
      {(rows) => (
        <>
          <p>
            以下条目在名录中有、文件中没有。导入不会改动或者删除它们。
            {REGISTERS[found.register]?.whenMissing}
            {found.missing > rows.length && `先列出前 ${rows.length} 条。`}
          </p>
          <PlainTable
            caption="文件中没有的条目"
            columns={[
              { head: '名称', isHead: true, cell: ({ title }) => title },
              { head: '编号', cell: ({ key }) => key.split(' ').at(-1) },
            ]}
            rows={rows}
            rowKey={({ key }) => key}
            empty="名录中的条目文件中都有。"
          />
        </>
      )}
    </Loaded>
  );
};
