import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { read } from '../../../shared/http.ts';

export interface Given {
  readonly action?: string;
  readonly subjectKind?: string;
  readonly subjectId?: string;
  readonly actorId?: string;
  readonly fromOn?: string;
  readonly toOn?: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Officers {
  readonly officers: readonly Named[];
}

interface Kinds {
  readonly actions: readonly Named[];
  readonly subjects: readonly Named[];
}

const optionsOf = (all: readonly Named[] = []) => all.map(({ id, name }) => ({ value: id, label: name }));
const RARELY_CHANGES_MS = 300_000;

const DAY_ZONE = '+08:00';
/** Days in China as instants, both included. */
export const instantsOf = ({ fromOn, toOn, ...rest }: Given) => ({
  ...rest,
  ...(fromOn ? { from: new Date(`${fromOn}T00:00:00${DAY_ZONE}`).toISOString() } : {}),
  ...(toOn ? { to: new Date(`${toOn}T23:59:59.999${DAY_ZONE}`).toISOString() } : {}),
});

const SELECT = {
  allowClear: true,
  showSearch: { optionFilterProp: 'label' },
  style: { minWidth: 160 },
} as const;

/** By subject, person, event and time. */
export const AuditFilters = ({
  given,
  onSearch,
}: {
  readonly given: Given;
  readonly onSearch: (given: Given) => void;
}) => {
  const { data } = useQuery({
    queryKey: ['officers'],
    queryFn: () => read<Officers>('/api/officers'),
    staleTime: RARELY_CHANGES_MS,
  });
  const kinds = useQuery({
    queryKey: ['audit-kinds'],
    queryFn: () => read<Kinds>('/api/audit/kinds'),
    staleTime: RARELY_CHANGES_MS,
  }).data;
  return (
    <search>
      <Form<Given>
        initialValues={given}
        onFinish={onSearch}
        layout="vertical"
        className="filters"
        style={{ alignItems: 'end' }}
      >
        <Form.Item name="action" label="事件" style={{ margin: 0 }}>
          <Select {...SELECT} options={optionsOf(kinds?.actions)} />
        </Form.Item>
        <Form.Item name="actorId" label="人员" style={{ margin: 0 }}>
          <Select {...SELECT} options={optionsOf(data?.officers)} />
        </Form.Item>
        <Form.Item name="subjectKind" label="对象" style={{ margin: 0 }}>
          <Select {...SELECT} options={optionsOf(kinds?.subjects)} />
        </Form.Item>
        <Form.Item name="subjectId" label="对象编号" style={{ margin: 0 }}>
          <Input allowClear />
        </Form.Item>
        <Form.Item name="fromOn" label="从" style={{ margin: 0 }}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="toOn" label="到" style={{ margin: 0 }}>
          <Input type="date" />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          查询
        </Button>
      </Form>
    </search>
  );
};
