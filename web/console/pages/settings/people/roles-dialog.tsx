import { Alert, Modal } from 'antd';
import { useState } from 'react';
import type { Role } from '../../../../../domain/rights/rights.ts';
import { send } from '../../../../shared/http.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { useSend } from '../../../records/use-send.ts';
import { roleNames } from '../../../rehearsal/role-names.ts';
import { type Account, officerPath } from './people.ts';
import { RoleChoices } from './role-choices.tsx';

/** Which roles a person has, with what would change before it does. */
export const RolesDialog = ({
  account,
  onClose,
}: {
  readonly account: Account;
  readonly onClose: () => void;
}) => {
  const [roles, setRoles] = useState<readonly Role[]>(account.roles);
  const { run, busy, error } = useSend();
  const added = roles.filter((role) => !account.roles.includes(role));
  const taken = account.roles.filter((role) => !roles.includes(role));
  const save = async () => {
    const path = `${officerPath(account.id)}/roles`;
    if ((await run(async () => (await send('PUT', path, { roles })) ?? true, '角色已更改')) !== null)
      onClose();
  };
  return (
    <Modal
      open
      title={`${account.name}的角色`}
      okText="更改"
      okButtonProps={{ disabled: added.length + taken.length === 0 }}
      confirmLoading={busy}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => void save()}
    >
      <RoleChoices roles={roles} onChange={setRoles} />
      {added.length + taken.length > 0 && (
        <Alert
          type="info"
          style={{ marginTop: 16 }}
          title={[
            ...(added.length > 0 ? [`增加：${roleNames(added)}`] : []),
            ...(taken.length > 0 ? [`撤去：${roleNames(taken)}`] : []),
          ].join('；')}
        />
      )}
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  );
};
