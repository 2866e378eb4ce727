import fc from 'fast-check';
import { knownWordIn } from '../../../domain/account/known-words.ts';

const OWNER = {
  username: 'zhang.wei@pinglu',
  name: '张伟',
  authorityId: 'pinglu',
  authorityName: '朔州市平鲁区交通运输局',
  authorityShortName: '平鲁区交通局',
};

describe('what everybody knows of an account', () => {
  it.each([
    ['zhang.wei@pinglu', 'x-zhang.wei@pinglu'],
    ['zhang', 'ZHANG in the morning'],
    ['张伟', '我是张伟呀张三李四王五'],
    ['pinglu', 'Pinglu tea mountain'],
    ['平鲁', '平鲁的山平鲁的水平鲁的人'],
    ['朔州', '来自朔州的一个普通人呀呀'],
    ['交通', '交通工具有哪些呢一二三四'],
    ['jiaotong', 'J1@0tong forever'],
    ['admin', '4dm1n and a half'],
  ])('finds %s in a password', (word, password) => {
    expect(knownWordIn(password, OWNER)).toBe(word);
  });

  it('leaves words alone that are nobody’s, and parts of three letters', () => {
    expect(knownWordIn('correct horse battery', OWNER)).toBeNull();
    expect(knownWordIn('three wei of them all', OWNER)).toBeNull();
  });

  it('finds the username wherever it stands, in any case and width', () => {
    const around = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(around, around, fc.boolean(), (before, after, upper) => {
        const name = upper ? OWNER.username.toUpperCase() : OWNER.username;
        return knownWordIn(before + name + after, OWNER) !== null;
      }),
    );
    expect(knownWordIn('ＰＩＮＧＬＵ tea mountain', OWNER)).toBe('pinglu');
  });
});
