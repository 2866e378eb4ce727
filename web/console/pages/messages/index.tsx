import { Tabs } from 'antd';
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import { holds, useMe } from '../../../shared/me.ts';
import { Page } from '../../layout/page.tsx';
import { CampaignPage } from './campaigns/campaign-page.tsx';
import { CampaignsTab } from './campaigns/campaigns-tab.tsx';
import { ContactsTab } from './contacts-tab.tsx';
import { DeliveryTab } from './delivery-tab.tsx';
import { MessagePage } from './message-page.tsx';
import { MessagesTab } from './messages-tab.tsx';
import { TextsTab } from './texts/texts-tab.tsx';

const TABS = [
  { key: 'all', label: '消息', Body: MessagesTab },
  { key: 'campaigns', label: '批量通知', Body: CampaignsTab },
  { key: 'texts', label: '通知文本', Body: TextsTab },
  { key: 'contacts', label: '联系人', Body: ContactsTab },
  { key: 'delivery', label: '投递服务', Body: DeliveryTab, roles: ['office', 'admin'] as const },
] as const;

const Parts = ({ here }: { readonly here: (typeof TABS)[number]['key'] }) => {
  const { data: me } = useMe();
  const navigate = useNavigate();
  const shown = TABS.filter((tab) => !('roles' in tab) || holds(me, ...tab.roles));
  return (
    <Page title="消息">
      <Tabs
        activeKey={here}
        onChange={(key) => void navigate(key === 'all' ? '/messages' : `/messages/${key}`)}
        items={shown.map(({ key, label, Body }) => ({
          key,
          label,
          children: key === here ? <Body /> : null,
        }))}
      />
    </Page>
  );
};

/** Without the slash at the end, which other places may write. */
const Lost = () => (
  <Navigate
    to={useLocation().pathname.includes('/campaigns') ? '/messages/campaigns' : '/messages'}
    replace
  />
);

/** 消息: what went to whom and whether it arrived; batches, texts, contacts, and who carries it all. */
export const Component = () => (
  <Routes>
    <Route index element={<Parts here="all" />} />
    <Route path="campaigns" element={<Parts here="campaigns" />} />
    <Route path="campaigns/:campaignId" element={<CampaignPage />} />
    <Route path="texts" element={<Parts here="texts" />} />
    <Route path="contacts" element={<Parts here="contacts" />} />
    <Route path="delivery" element={<Parts here="delivery" />} />
    <Route path=":messageId" element={<MessagePage />} />
    <Route path="*" element={<Lost />} />
  </Routes>
);
