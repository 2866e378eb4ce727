import { Checkbox } from 'antd';
import { useState } from 'react';
import type { Role } from '../../../../../domain/rights/rights.ts';
import { send } from '../../../../shared/http.ts';
import { AskDialog, type Asked } from '../../account/ask-dialog.tsx';
import { InitialPassword } from './initial-password.tsx';
import { cleaned, officerFields } from './officer-fields.ts';
import { OFFICERS, type Section } from './people.ts';
import { RoleChoices } from './role-choices.tsx';

const ID: Asked = { name: 'id', label: '人员编号', kind: 'text', hint: '字母、数字，设定后不变。' };

interface Made {
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

/** A new person at one go: entry, roles, first password; the server makes all of it or nothing. */
export const NewOfficerDialog = ({
  sections,
  onClose,
}: {
  readonly sections: readonly Section[];
  readonly onClose: () => void;
}) => {
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [givePassword, setGivePassword] = useState(true);
  const [made, setMade] = useState<Made | null>(null);
  const save = async (values: Record<string, string>) => {
    const body = { ...values, ...cleaned(values), roles, givePassword };
    const given = await send<{ password: string } | undefined>('POST', OFFICERS, body);
    const { name = '', username = '' } = values;
    if (given === undefined) onClose();
    else setMade({ name, username, password: given.password });
  };
  if (made !== null) return <InitialPassword {...made} onClose={onClose} />;
  return (
    <AskDialog
      title="新增人员"
      wide
      fields={[ID, ...officerFields(sections)]}
      okText={givePassword ? '建立账号并显示初始密码' : '建立账号'}
      done="账号已建立"
      send={save}
      onDone={() => undefined}
      onClose={onClose}
      after={
        <>
          <h3 className="dialog-step">二、角色</h3>
          <RoleChoices roles={roles} onChange={setRoles} />
          <h3 className="dialog-step">三、初始密码</h3>
          <Checkbox checked={givePassword} onChange={({ target }) => setGivePassword(target.checked)}>
            现在设置初始密码
          </Checkbox>
          <p className="quiet-text">
            {givePassword
              ? '由系统生成，只显示一次，请当面交给本人；三天内有效，本人首次登录时必须更换。'
              : '账号暂不能登录；以后在名单中用“初始密码”设置。'}
          </p>
        </>
      }
    >
      <h3 className="dialog-step">一、人员</h3>
    </AskDialog>
  );
};
