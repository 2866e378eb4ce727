import { Menu } from 'antd';
import { Link, useLocation } from 'react-router';

const TABS = [
  { key: 'units', name: '检查对象' },
  { key: 'inspectors', name: '执法检查人员' },
  { key: 'imports', name: '导入记录' },
] as const;

/** The registers side by side. */
export const RegisterTabs = () => {
  const { pathname } = useLocation();
  return (
    <nav aria-label="名录库" style={{ marginBottom: 16 }}>
      <Menu
        mode="horizontal"
        disabledOverflow
        selectedKeys={[pathname.split('/')[2] ?? 'units']}
        items={TABS.map(({ key, name }) => ({ key, label: <Link to={`/registers/${key}`}>{name}</Link> }))}
        style={{ background: 'transparent' }}
      />
    </nav>
  );
};
