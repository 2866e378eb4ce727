import { systemDoing } from '../../db/actor.ts';
import { changeSettings, loadSettings } from '../../db/authority.ts';
import { ROLES } from '../../domain/rights/rights.ts';
import { HOME, START } from './support/app.ts';
import { portalWithFacts } from './support/portal.ts';

const portal = portalWithFacts();

/** Settles whether inspectors are named, as the authority does. */
const nameInspectors = (inspectorNames: boolean) =>
  portal.test.db.transaction().execute(async (trx) => {
    const { settings, version } = await loadSettings(trx, HOME);
    const changed = { ...settings, portal: { ...settings.portal, inspectorNames } };
    await changeSettings(
      trx,
      HOME,
      { settings: changed, expectedVersion: version },
      systemDoing('test', START),
    );
  });

const COUNTED = '<th scope="row">运输股</th><td data-name="人数">';
const PEOPLE = [
  [`${ROLES.inspector}甲`, '证inspector'],
  [`${ROLES.drawer}甲`, '证drawer'],
] as const;

describe('the inspectors on the public portal', () => {
  it('are counted by section and neither named nor numbered where the authority does not name them [R279]', async () => {
    const body = await portal.read('/items');
    expect(body).toContain(`${COUNTED}2</td>`);
    expect(body).not.toContain('人员和执法证号');
    for (const own of PEOPLE.flat()) expect(body).not.toContain(own);
  });

  it('are listed with name and certificate where it does, and no more once it has thought again [R279]', async () => {
    await nameInspectors(true);
    const body = await portal.read('/items');
    expect(body).toContain('人员和执法证号');
    for (const [name, certificate] of PEOPLE) expect(body).toContain(`${name}（${certificate}）`);
    await nameInspectors(false);
    const counted = await portal.read('/items');
    for (const own of PEOPLE.flat()) expect(counted).not.toContain(own);
  });

  it('are those whose certificate is valid today: another is neither counted nor named', async () => {
    await nameInspectors(true);
    await portal.test.db
      .updateTable('inspector')
      .set({ certificateValidTo: '2021-02-28' })
      .where('authorityId', '=', HOME)
      .where('officerId', '=', 'drawer')
      .execute();
    const body = await portal.read('/items');
    expect(body).toContain(`${COUNTED}1</td>`);
    expect(body).toContain('证inspector');
    expect(body).not.toContain('证drawer');
  });
});

describe('the item list on the public portal', () => {
  it('holds what was published and nothing else', async () => {
    expect(await portal.read('/items')).toContain('清单尚未公布。');
    await portal.test.db
      .updateTable('item')
      .set({ published: true })
      .where('authorityId', '=', HOME)
      .where('id', '=', 'freight')
      .execute();
    const body = await portal.read('/items');
    expect(body).toContain('对全区道路货物运输企业进行监督检查');
    expect(body).not.toContain('对全区道路旅客运输企业进行监督检查');
  });
});
