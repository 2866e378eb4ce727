import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Space } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { read, send } from '../../../shared/http.ts';
import { Loaded, Page, ProblemAlert } from '../../layout/page.tsx';
import { EntryFields } from '../../records/entry-form.tsx';
import { Part } from '../../records/facts.tsx';
import type { Entry, Field } from '../../records/fields.ts';
import { useSend } from '../../records/use-send.ts';
import '../../boards/board.css';
import { type ItemDetail, itemFields, type Line } from './item.ts';
import { LinesEditor } from './lines-editor.tsx';
import { useSections } from './use-sections.ts';

const ID: Field = {
  name: 'id',
  label: '事项编号',
  kind: 'text',
  needed: true,
  hint: '字母、数字、点或者短横线；长期不变，登记后不能更改。',
};

interface Values extends Entry {
  readonly id?: string;
  readonly reason: string;
  readonly lines: readonly Line[];
}

const bodyOf = (fields: readonly Field[], { lines, reason, ...values }: Values, isNew: boolean) => ({
  item: {
    ...Object.fromEntries(
      fields.map(({ name }) => [name, values[name] === '' ? null : (values[name] ?? null)]),
    ),
    lines: lines.map(({ part, text, legalBasis }) => ({ part, text, legalBasis })),
  },
  reason,
  isNew,
});

const Editor = ({ item }: { readonly item: ItemDetail | null }) => {
  const fields = itemFields(useSections()).filter(({ name }) => name !== 'published');
  const navigate = useNavigate();
  const { run, busy, error } = useSend();
  const isNew = item === null;
  const save = async (values: Values) => {
    const id = encodeURIComponent(item?.id ?? values.id ?? '');
    const body = bodyOf(fields, values, isNew);
    const saved = await run(() => send<{ done: true }>('PUT', `/api/items/${id}`, body), '已保存');
    if (saved !== null) await navigate(`/items/${id}`);
  };
  return (
    <Form<Values>
      layout="vertical"
      initialValues={item === null ? { kind: 'general', lines: [{}] } : { ...item, lines: item.checklist }}
      onFinish={(values) => void save(values)}
      scrollToFirstError
    >
      <Part title="登记内容">
        {isNew && <EntryFields fields={[ID]} />}
        <EntryFields fields={fields} />
      </Part>
      <Part title="检查表">
        <p className="quiet-text">
          每条由检查人员回答：是、否、未检查、合理缺项。按部分分组，例如企业、车辆、从业人员。
        </p>
        <LinesEditor />
      </Part>
      <Part title="理由">
        <Form.Item
          name="reason"
          label="理由"
          extra="随变更记录永久保存，例如法规修订、权责清单调整的文号。"
          rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
        >
          <Input.TextArea rows={2} />
        </Form.Item>
        {error !== null && <ProblemAlert error={error} />}
        <Space style={{ marginTop: 12 }}>
          <Button type="primary" htmlType="submit" loading={busy}>
            保存
          </Button>
          <Link to={item === null ? '/items' : `/items/${encodeURIComponent(item.id)}`}>不保存，返回</Link>
        </Space>
      </Part>
    </Form>
  );
};

/** An item and its checklist are entered or changed; published they are by an edition of the list. */
export const ItemEditor = () => {
  const { id } = useParams();
  const path = `/api/items/${encodeURIComponent(id ?? '')}`;
  const query = useQuery({
    queryKey: [path],
    queryFn: () => read<ItemDetail>(path),
    enabled: id !== undefined,
  });
  return (
    <Page title={id === undefined ? '登记抽查事项' : '更改抽查事项'}>
      {id === undefined ? (
        <Editor item={null} />
      ) : (
        <Loaded query={query}>{(item) => <Editor item={item} />}</Loaded>
      )}
    </Page>
  );
};
