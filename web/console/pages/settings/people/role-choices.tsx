import { Checkbox } from 'antd';
import type { Role } from '../../../../../domain/rights/rights.ts';
import { ROLE_ORDER, roleName } from '../../../rehearsal/role-names.ts';

/** Which roles a person has, and which never go together. */
export const RoleChoices = ({
  roles,
  onChange,
}: {
  readonly roles: readonly Role[];
  readonly onChange: (roles: readonly Role[]) => void;
}) => (
  <>
    <p className="quiet-text">起草与审批、抽取与监督、检查与审核、系统管理与审批须由不同的人担任。</p>
    <Checkbox.Group value={[...roles]} onChange={onChange} style={{ width: '100%' }}>
      <div className="role-choices">
        {ROLE_ORDER.map((role) => (
          <Checkbox key={role} value={role}>
            {roleName(role)}
          </Checkbox>
        ))}
      </div>
    </Checkbox.Group>
  </>
);
