import { Menu } from 'antd';
import { Link, useLocation } from 'react-router';
import './settings.css';

const TABS = [
  { key: '', name: '本局设置' },
  { key: 'proposals', name: '审批' },
  { key: 'history', name: '变更记录' },
  { key: 'people', name: '人员与角色' },
] as const;

export const SettingsTabs = () => {
  const { pathname } = useLocation();
  return (
    <nav aria-label="设置" style={{ marginBottom: 16 }}>
      <Menu
        mode="horizontal"
        disabledOverflow
        selectedKeys={[pathname.split('/')[2] ?? '']}
        items={TABS.map(({ key, name }) => ({ key, label: <Link to={`/settings/${key}`}>{name}</Link> }))}
        style={{ background: 'transparent', overflowX: 'auto' }}
      />
    </nav>
  );
};
