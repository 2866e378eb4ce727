import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Playable } from '../../../api/resources/rehearsal/rehearsal-schema.ts';
import { read, send } from '../../shared/http.ts';
import { useMe } from '../../shared/me.ts';
import { Loaded, ProblemAlert } from '../layout/page.tsx';
import { ROLE_ORDER, roleName } from './role-names.ts';

const matches =
  (text: string) =>
  ({ name, section, officerId }: Playable): boolean =>
    `${name} ${section ?? ''} ${officerId}`.includes(text.trim());

/** Who has most to do first: he is looked for most. */
const byWork = (a: Playable, b: Playable): number => b.openTasks - a.openTasks;

const OfRole = ({
  name,
  officers,
  current,
  onChoose,
}: {
  readonly name: string;
  readonly officers: readonly Playable[];
  readonly current: string | undefined;
  readonly onChoose: (officerId: string) => void;
}) =>
  officers.length === 0 ? null : (
    <section aria-label={name} className="room-role">
      <h3>{name}</h3>
      <div>
        {officers.toSorted(byWork).map(({ officerId, name: person, section, openTasks }) => (
          <Button
            key={officerId}
            autoInsertSpace={false}
            disabled={officerId === current}
            onClick={() => onChoose(officerId)}
            title={section ?? ''}
          >
            {person}
            {openTasks > 0 && <small>　在办 {openTasks}</small>}
          </Button>
        ))}
      </div>
    </section>
  );

/** Everybody of the bureau by role; whoever is chosen is played from then on. */
export const ActAsDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const [text, setText] = useState('');
  const { data: me } = useMe();
  const queries = useQueryClient();
  const officers = useQuery({
    queryKey: ['rehearsal', 'officers'],
    queryFn: () => read<Playable[]>('/api/rehearsal/officers'),
  });
  const change = useMutation({
    mutationFn: (officerId: string) => send('POST', '/api/rehearsal/act-as', { officerId }),
    onSuccess: async () => {
      onClose();
      await queries.resetQueries();
    },
  });
  return (
    <Modal open title="扮演谁" onCancel={onClose} footer={null} width={760}>
      <p className="quiet-text">
        办理权限与正式系统相同；扮演过的人员所在检查组的任务由您亲自办理，其他人员不代办。
      </p>
      <Input
        allowClear
        aria-label="按姓名或科室查找"
        placeholder="按姓名或科室查找"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {change.error !== null && <ProblemAlert error={change.error} />}
      <Loaded query={officers}>
        {(all) =>
          ROLE_ORDER.map((role) => (
            <OfRole
              key={role}
              name={roleName(role)}
              officers={all.filter(({ roles }) => roles.includes(role)).filter(matches(text))}
              current={me?.officerId}
              onChoose={(officerId) => change.mutate(officerId)}
            />
          ))
        }
      </Loaded>
    </Modal>
  );
};
