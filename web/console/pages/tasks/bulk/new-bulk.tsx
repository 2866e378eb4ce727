import { Button } from 'antd';
import { useRef, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import type { BulkLineShown, Foreseen } from '../../../../../api/resources/task/bulk-schema.ts';
import { newCommandId } from '../../../../shared/commands.ts';
import { send } from '../../../../shared/http.ts';
import { holds, useMe } from '../../../../shared/me.ts';
import '../../../commands/commands.css';
import type { Values } from '../../../commands/form.ts';
import { Loaded, Page, ProblemAlert } from '../../../layout/page.tsx';
import { BulkFields } from './bulk-fields.tsx';
import { BULK_FORMS, type BulkCommand } from './bulk-forms.ts';
import { Preview } from './preview.tsx';
import { useBulkSubject } from './use-bulk.ts';

interface Chosen {
  readonly ids?: readonly string[];
  readonly filter?: Readonly<Record<string, string | null>>;
}

/** The tasks that were ticked, else all that the list showed under its conditions. */
const targetOf = ({ ids = [], filter = {} }: Chosen): object => {
  if (ids.length > 0) return { ids };
  const set = Object.entries(filter).filter(([, value]) => value !== null && value !== '');
  return {
    filter: Object.fromEntries(
      set.map(([name, value]) => [name, name === 'overdue' ? value === 'true' : value]),
    ),
  };
};

const CommandChoice = ({
  value,
  onChange,
}: {
  readonly value: BulkCommand | null;
  readonly onChange: (command: BulkCommand) => void;
}) => {
  const { data: me } = useMe();
  const mine = Object.entries(BULK_FORMS).filter(([, { roles }]) => holds(me, ...roles));
  return (
    <fieldset className="field">
      <legend>办理事项</legend>
      <div className="filters">
        {mine.map(([command, { name }]) => (
          <label key={command}>
            <input
              type="radio"
              name="bulk-command"
              checked={value === command}
              onChange={() => onChange(command as BulkCommand)}
            />{' '}
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
};

/** One decision for many tasks: what, the words for all, a look at who it meets, and only then the start. */
export const NewBulkPage = () => {
  const chosen = (useLocation().state ?? {}) as Chosen;
  const navigate = useNavigate();
  const subject = useBulkSubject();
  const [command, setCommand] = useState<BulkCommand | null>(null);
  const [values, setValues] = useState<Values>({});
  const [foreseen, setForeseen] = useState<Foreseen | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useRef(newCommandId());
  const ask = async <T,>(
    path: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<T | null> => {
    setBusy(true);
    setError(null);
    try {
      return await send<T>('POST', path, { command, fields: values, ...body }, headers);
    } catch (thrown) {
      setError(thrown as Error);
      return null;
    } finally {
      setBusy(false);
    }
  };
  const change = (next: Values) => {
    setValues(next);
    setForeseen(null);
    id.current = newCommandId();
  };
  const look = async () => setForeseen(await ask<Foreseen>('/api/bulk-actions/preview', targetOf(chosen)));
  const start = async () => {
    const ids = (foreseen?.subjects ?? []).map(({ taskId }) => taskId);
    const line = await ask<BulkLineShown>('/api/bulk-actions', { ids }, { 'idempotency-key': id.current });
    if (line !== null) await navigate(`/tasks/bulk/${encodeURIComponent(line.id)}`);
  };
  const form = command === null ? null : BULK_FORMS[command];
  return (
    <Page title="批量办理" actions={<Link to="/tasks">回到任务列表</Link>}>
      <section className="board-card">
        <p>
          {(chosen.ids ?? []).length > 0
            ? `办理所选的 ${chosen.ids?.length} 项检查任务。`
            : '办理任务列表按筛选条件列出的全部任务。'}
        </p>
        <CommandChoice
          value={command}
          onChange={(next) => {
            setCommand(next);
            change({});
          }}
        />
        {command !== null && (
          <Loaded query={subject}>
            {(found) => (
              <BulkFields command={command} values={values} subject={found} error={error} onChange={change} />
            )}
          </Loaded>
        )}
        {error !== null && <ProblemAlert error={error} />}
        {form !== null && (
          <Button loading={busy && foreseen === null} onClick={() => void look()}>
            预览
          </Button>
        )}
      </section>
      {foreseen !== null && form !== null && (
        <Preview foreseen={foreseen} act={form.preview(values)}>
          <Button
            type="primary"
            danger={form.grave === true}
            disabled={foreseen.able === 0}
            loading={busy}
            onClick={() => void start()}
          >
            {`开始办理 ${foreseen.able} 项`}
          </Button>
        </Preview>
      )}
    </Page>
  );
};
