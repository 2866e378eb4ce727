import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { read } from '../../../shared/http.ts';
import { ACTION_OPTIONS, SUBJECTS } from './words.ts';

export interface Given {
  readonly action?: string;
  readonly subjectKind?: string;
  readonly subjectId?: string;
  readonly actorId?: string;
  readonly fromOn?: string;
  readonly toOn?: string;
}

interface Officers {
  readonly officers: readonly { readonly id: string; readonly name: string }[];
}

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
    staleTime: 300_000,
  });
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
          <Select {...SELECT} options={ACTION_OPTIONS} />
        </Form.Item>
        <Form.Item name="actorId" label="人员" style={{ margin: 0 }}>
          <Select
            {...SELECT}
            options={(data?.officers ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="subjectKind" label="对象" style={{ margin: 0 }}>
          <Select
            {...SELECT}
            options={Object.entries(SUBJECTS).map(([value, label]) => ({ value, label }))}
          />
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
