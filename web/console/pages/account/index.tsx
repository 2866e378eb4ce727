import { useMe } from '../../../shared/me.ts';
import { Page } from '../../layout/page.tsx';
import { Facts, Part } from '../../records/facts.tsx';
import '../../boards/board.css';
import { roleNames } from '../../rehearsal/role-names.ts';
import './account.css';
import { DeputiesPart } from './deputies-part.tsx';
import { PasswordPart } from './password-part.tsx';
import { SecondFactorPart } from './second-factor-part.tsx';
import { SessionsPart } from './sessions-part.tsx';

const Person = () => {
  const { data: me } = useMe();
  if (me === undefined) return null;
  return (
    <Part title="本人">
      <Facts
        facts={[
          ['姓名', me.name],
          ['用户名', me.username],
          ['今日角色', roleNames(me.roles)],
        ]}
      />
    </Part>
  );
};

/** One's own account: password, second factor, sign-ins, deputies. */
export const Component = () => (
  <Page title="账户与安全">
    <Person />
    <PasswordPart />
    <SecondFactorPart />
    <SessionsPart />
    <DeputiesPart />
  </Page>
);
