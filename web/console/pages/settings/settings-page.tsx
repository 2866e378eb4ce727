import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { read } from '../../../shared/http.ts';
import { holds, useMe } from '../../../shared/me.ts';
import '../../boards/board.css';
import { Loaded, Page } from '../../layout/page.tsx';
import { Facts, Part } from '../../records/facts.tsx';
import { ChangeSetting } from './change-setting.tsx';
import { type Proposal, type Setting, type SettingForm, type Stored, valueAt, valueText } from './setting.ts';
import { SettingsTabs } from './settings-tabs.tsx';

const rangeText = (form: SettingForm): string =>
  form.kind === 'number'
    ? `${form.min} 至 ${form.max} ${form.unit}`
    : form.kind === 'time'
      ? '00:00 至 23:59'
      : '见选项';

const Row = ({
  setting,
  stored,
  onChange,
}: {
  readonly setting: Setting;
  readonly stored: Stored;
  /** Absent: not for whoever looks. */
  readonly onChange: (() => void) | undefined;
}) => {
  const value = valueText(setting.form, valueAt(stored.settings, setting.path));
  const usual = valueText(setting.form, setting.default);
  return (
    <section className="setting" aria-label={setting.name}>
      <header>
        <h3>{setting.name}</h3>
        {setting.needsApproval && <span className="quiet-text">须审批</span>}
        <span className="rest" />
        {onChange !== undefined && (
          <Button size="small" autoInsertSpace={false} onClick={onChange} aria-label={`更改${setting.name}`}>
            更改
          </Button>
        )}
      </header>
      {setting.form.kind === 'rows' ? (
        <details>
          <summary>现有 {value.split('\n').length} 行</summary>
          <p className="setting-value">{value}</p>
        </details>
      ) : (
        <p className="setting-value">{value}</p>
      )}
      <p className="quiet-text">{setting.explanation}</p>
      <details>
        <summary>默认值、依据、范围和生效时间</summary>
        <Facts
          facts={[
            [
              '默认值',
              <span key="default" style={{ whiteSpace: 'pre-line' }}>
                {usual === value ? '即现值' : usual}
              </span>,
            ],
            ['依据', setting.source],
            ['范围', rangeText(setting.form)],
            ['生效', setting.effect],
          ]}
        />
      </details>
    </section>
  );
};

const Waiting = () => {
  const path = '/api/authorities/me/settings/proposals';
  const { data } = useQuery({ queryKey: [path], queryFn: () => read<readonly Proposal[]>(path) });
  return data?.some(({ state }) => state === 'proposed') === true ? (
    <Alert
      type="info"
      showIcon
      title="有一项设置修改等待审批。"
      action={<Link to="/settings/proposals">查看</Link>}
      style={{ marginBottom: 16 }}
    />
  ) : null;
};

/** Every setting of the authority with its meaning; changed one by one. */
export const SettingsPage = () => {
  const { data: me } = useMe();
  const catalogue = useQuery({
    queryKey: ['/api/settings-catalogue'],
    queryFn: () => read<readonly Setting[]>('/api/settings-catalogue'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const stored = useQuery({
    queryKey: ['/api/authorities/me/settings'],
    queryFn: () => read<Stored>('/api/authorities/me/settings'),
  });
  const [changed, setChanged] = useState<Setting | null>(null);
  const mayChange = holds(me, 'admin');
  return (
    <Page title="设置">
      <SettingsTabs />
      <Waiting />
      <Loaded query={catalogue}>
        {(settings) => (
          <Loaded query={stored}>
            {(now) => (
              <>
                {[...new Set(settings.map(({ group }) => group))].map((group) => (
                  <Part key={group} title={group}>
                    {settings
                      .filter((setting) => setting.group === group)
                      .map((setting) => (
                        <Row
                          key={setting.path}
                          setting={setting}
                          stored={now}
                          onChange={mayChange ? () => setChanged(setting) : undefined}
                        />
                      ))}
                  </Part>
                ))}
                {changed !== null && (
                  <ChangeSetting setting={changed} stored={now} onClose={() => setChanged(null)} />
                )}
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
};
