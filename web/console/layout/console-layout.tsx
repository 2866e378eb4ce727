import { useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Drawer, Dropdown, Grid, Layout, Menu, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import { send } from '../../shared/http.ts';
import { holds, type Me, useMe } from '../../shared/me.ts';
import { FIELD_VIEW } from '../field-view.ts';
import { askAhead, bringNear } from '../place-modules.ts';
import { PLACES, type Place } from '../places.ts';
import { type Counts, useCounts } from './use-counts.ts';
import { useHeadOfPage } from './use-head-of-page.ts';

const SIDER_WIDTH = 208;

/** Fetched in a rehearsal alone. */
const RehearsalBar = lazy(async () => ({
  default: (await import('../rehearsal/rehearsal-bar.tsx')).RehearsalBar,
}));

const mayOpen =
  (me: Me | undefined) =>
  ({ roles, isRoom }: Place): boolean =>
    roles === undefined || holds(me, ...roles) || (isRoom === true && me?.room === true);

const labelOf = ({ path, name }: Place, counts: Counts, onPress: (path: string) => void) => (
  <Link to={`/${path}`} onPointerEnter={() => bringNear(path)} onPointerDown={() => onPress(path)}>
    {name}
    <Badge count={counts[path] ?? 0} overflowCount={999} offset={[8, 0]} size="small" />
  </Link>
);

/** Not a page of the console: whoever inspects goes there with the phone in his hand. */
const FIELD_ITEM = { key: 'field', label: <a href={FIELD_VIEW}>现场检查</a> };

const menuItems = (me: Me | undefined, counts: Counts, onPress: (path: string) => void) => {
  const open = PLACES.filter(mayOpen(me));
  return [...new Set(open.map(({ group }) => group))].map((group) => ({
    type: 'group' as const,
    label: group,
    children: [
      ...open
        .filter((place) => place.group === group)
        .map((place) => ({ key: place.path, label: labelOf(place, counts, onPress) })),
      ...(group === '工作' && holds(me, 'inspector') ? [FIELD_ITEM] : []),
    ],
  }));
};

const PlaceMenu = ({ me, onChosen }: { me: Me | undefined; onChosen?: () => void }) => {
  const { pathname } = useLocation();
  const client = useQueryClient();
  const press = (path: string): void => void askAhead(path, client);
  return (
    <nav aria-label="主导航">
      <Menu
        mode="inline"
        selectedKeys={[pathname.split('/')[1] ?? '']}
        items={menuItems(me, useCounts(), press)}
        onClick={() => onChosen?.()}
        style={{ borderInlineEnd: 0 }}
      />
    </nav>
  );
};

const signOut = async (): Promise<void> => {
  await send('POST', '/api/sign-out');
  window.location.assign('/sign-in');
};

const Person = ({ me }: { me: Me | undefined }) => {
  const navigate = useNavigate();
  if (me === undefined) return null;
  const items = [
    ...(holds(me, 'inspector')
      ? [{ key: 'field', label: '现场检查（手机）', onClick: () => window.location.assign(FIELD_VIEW) }]
      : []),
    { key: 'overview', label: '总览', onClick: () => window.location.assign('/') },
    { key: 'account', label: '账户与安全', onClick: () => void navigate('/account') },
    { key: 'sign-out', label: '退出登录', onClick: () => void signOut() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" style={{ color: '#fff' }} aria-haspopup="menu">
        {me.name}
      </Button>
    </Dropdown>
  );
};

const SyntheticMark = () => (
  <div className="rehearsal-mark" role="note">
    <strong>合成数据</strong>检查对象、执法人员名录由程序生成，均为虚构；与真实企业、人员同名纯属巧合。
  </div>
);

const RehearsalMark = () => (
  <div className="rehearsal-mark" role="note">
    <strong>演练</strong>本页全部内容为演练数据，不是真实抽查结果，不得对外公示。
  </div>
);

/** Head, menu and the page itself; on a phone the menu comes from the side. */
export const ConsoleLayout = () => {
  const { data: me } = useMe();
  const { lg: wide } = Grid.useBreakpoint();
  const [open, setOpen] = useState(false);
  useHeadOfPage();
  return (
    <Layout style={{ minHeight: '100%' }}>
      <a className="skip-link" href="#content">
        跳到正文
      </a>
      <Layout.Header className="console-head" style={{ padding: '0 16px', background: '#1f4e8c' }}>
        {wide !== true && (
          <Button type="text" style={{ color: '#fff' }} onClick={() => setOpen(true)}>
            菜单
          </Button>
        )}
        <Link
          to="/work"
          style={{ flex: 1, color: '#fff', fontSize: 17, whiteSpace: 'nowrap', overflow: 'hidden' }}
        >
          {me?.authorityName ?? '双随机、一公开抽查系统'}
        </Link>
        <Person me={me} />
      </Layout.Header>
      {me?.mode === 'rehearsal' ? <RehearsalMark /> : me?.synthetic === true && <SyntheticMark />}
      {me?.room === true && (
        <Suspense>
          <RehearsalBar />
        </Suspense>
      )}
      <Layout>
        {wide === true ? (
          <Layout.Sider width={SIDER_WIDTH} theme="light">
            <PlaceMenu me={me} />
          </Layout.Sider>
        ) : (
          <Drawer
            open={open}
            onClose={() => setOpen(false)}
            placement="left"
            size={SIDER_WIDTH + 48}
            title="菜单"
          >
            <PlaceMenu me={me} onChosen={() => setOpen(false)} />
          </Drawer>
        )}
        <Layout.Content id="content" className="page" tabIndex={-1} style={{ minWidth: 0 }}>
          <Suspense fallback={<Skeleton active />}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  );
};
