import { ELSEWHERE } from './support/app.ts';
import { portalWithFacts, SHOWN } from './support/portal.ts';

const portal = portalWithFacts();

describe('the public portal', () => {
  it.each([
    '',
    '/plan',
    '/draws',
    '/draws/2021-001',
    '/results',
    '/orders',
    '/items',
    '/feedback',
    `/results/${SHOWN}`,
  ])(
    '%s is a page without a script, of its own authority alone, under 50 kB with all its sheets [R55]',
    async (path) => {
      const body = await portal.read(path);
      expect(body).toContain('<html lang="zh-CN">');
      expect(body).not.toContain('<script');
      expect(body).not.toContain(ELSEWHERE);
      const sheets = [...body.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map(([, url]) => url ?? '');
      expect(sheets).toHaveLength(2);
      const sizes = await Promise.all(
        sheets.map(async (url) => (await portal.test.app.inject(url)).body.length),
      );
      expect(Buffer.byteLength(body) + sizes.reduce((a, b) => a + b, 0)).toBeLessThan(50_000);
    },
  );

  it('calls cycles by words, says of a rehearsal’s random numbers what is true, and marks the example number', async () => {
    const draws = await portal.read('/draws');
    expect(draws).toMatch(/data-name="周期">\d{4}年第[一二三四]周期</);
    expect(draws).toContain('随机数由演练种子推算产生，事先可以算出');
    expect(draws).not.toContain('再由事先无人能知的随机数决定结果；作废');
    expect(await portal.read('/draws/2021-001')).toMatch(/<dt>周期<\/dt><dd>\d{4}年第[一二三四]周期</);
    expect(await portal.read('/data/draws.csv')).toMatch(/\d{4}年第[一二三四]周期,\p{Script=Han}+,/u);
    for (const path of ['', '/feedback', `/results/${SHOWN}`])
      expect(await portal.read(path)).toContain('0349-0000000（演练用示例号码）');
  });

  it('keeps the officers’ sign-in out of the head, and small at the foot', async () => {
    const body = await portal.read('');
    const [head = '', foot = ''] = body.split('<footer');
    expect(head).not.toContain('/sign-in');
    expect(foot).toContain('<span class="staff">· <a href="/sign-in">工作人员登录</a>');
  });

  it('leads from a page’s name without an authority to the choice, and says of an unknown one what to do', async () => {
    const { statusCode, headers } = await portal.test.app.inject('/public/draws');
    expect([statusCode, headers.location]).toEqual([302, '/public']);
    const unknown = await portal.test.app.inject({
      url: '/public/nowhere',
      headers: { accept: 'text/html' },
    });
    expect(unknown.statusCode).toBe(404);
    expect(unknown.body).toContain('没有这个单位的信息公开页面');
    expect(unknown.body).toContain('<a href="/public">返回信息公开首页</a>');
  });
});
