import { personCode, personKey } from '../../../domain/draw/person-code.ts';
import { vectors } from '../../support/vectors.ts';

interface Person {
  readonly salt: string;
  readonly number: string;
  readonly unit: string;
}

describe('the name of a person in a draw', () => {
  it.each(vectors<Person[]>('dr1-people.json'))(
    'is the hash of salt and number: $number',
    ({ salt, number, unit }) => {
      expect(personKey(salt, number)).toBe(unit);
    },
  );

  it('says nothing of the number to whoever has not the salt: another salt, another code', () => {
    const number = '140603199001011234';
    expect(personCode('00'.repeat(16), number)).not.toBe(personCode(`${'00'.repeat(15)}01`, number));
  });

  it.each([
    ['', '1', /32 位小写十六进制/],
    ['00'.repeat(15), '1', /32 位小写十六进制/],
    ['AB'.repeat(16), '1', /32 位小写十六进制/],
    ['00'.repeat(16), '', /“个人编号”.*不能为空/],
    ['00'.repeat(16), ' 1', /首尾有空格/],
    ['00'.repeat(16), 'e\u0301', /NFC/],
  ])('refuses what would give two spellings (%p, %p)', (salt, number, why) => {
    expect(() => personCode(salt, number)).toThrow(why);
  });
});
