import { shownAtLines } from '../../../cli/rehearse/shown-at.ts';

const urls = { homeUrl: 'http://a', mailUrl: 'http://b', smsUrl: 'http://c' };

it('says of a year that rehearsed itself that its units got no links, and where they do', () => {
  const said = shownAtLines('2021-1', urls).join('\n');
  expect(said).toContain('不向检查对象发送办理链接');
  expect(said).toContain('rehearsal open');
  // One that was moved by hand has them.
  expect(shownAtLines('2021-1-hand', urls).join('\n')).not.toContain('办理链接');
});
