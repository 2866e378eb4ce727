import { useQuery } from '@tanstack/react-query';
import { Result } from 'antd';
import { Route, Routes } from 'react-router';
import { read } from '../../../../shared/http.ts';
import { holds, useMe } from '../../../../shared/me.ts';
import { Loaded, Page } from '../../../layout/page.tsx';
import '../../../boards/board.css';
import '../../account/account.css';
import { AllDeputies } from './deputies-part.tsx';
import { HandOverPage } from './hand-over-page.tsx';
import { OfficersPart } from './officers-part.tsx';
import { OFFICERS, type Section } from './people.ts';
import { SectionsPart } from './sections-part.tsx';
import { SecurityPart } from './security-part.tsx';

interface People {
  readonly sections: readonly Section[];
}

const Everything = () => {
  const query = useQuery({ queryKey: ['officers'], queryFn: () => read<People>(OFFICERS) });
  return (
    <Page title="人员与账号">
      <Loaded query={query}>
        {({ sections }) => (
          <>
            <OfficersPart sections={sections} />
            <AllDeputies />
            <SectionsPart sections={sections} />
            <SecurityPart />
          </>
        )}
      </Loaded>
    </Page>
  );
};

/** 人员与账号: officers, roles, deputies, handing over, sections, what a sign-in asks. For the administrator. */
export const PeoplePage = () => {
  const { data: me } = useMe();
  if (me !== undefined && !holds(me, 'admin'))
    return (
      <Page title="人员与账号">
        <Result status="info" title="人员、角色和账号由系统管理员办理" />
      </Page>
    );
  return (
    <Routes>
      <Route index element={<Everything />} />
      <Route path="hand-over/:id" element={<HandOverPage />} />
    </Routes>
  );
};
