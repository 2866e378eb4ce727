import { wordsOfArticle } from '../../../domain/result/article-words.ts';

const LINES = [
  { itemId: 'repair', text: '是否公布收费标准', legalBasis: '《中华人民共和国道路运输条例》第四十三条' },
  { itemId: 'repair', text: '是否分类存放废油', legalBasis: '《中华人民共和国道路运输条例》第三十七条' },
  {
    itemId: 'freight',
    text: '货运站是否进行安全检查',
    legalBasis: '《道路运输条例》第三十七条；《道路货物运输及站场管理规定》第四十六条',
  },
  { itemId: 'freight', text: '是否审验', legalBasis: '《道路货物运输及站场管理规定》第二十三条、第五十条' },
  { itemId: 'freight', text: '监控是否有人值守', legalBasis: '《道路运输车辆动态监督管理办法》' },
];

describe('the plain words of an article', () => {
  it.each([
    ['its own item speaks first', '《中华人民共和国道路运输条例》第三十七条', 'repair', '是否分类存放废油'],
    ['whatever a law is called in full', '《道路运输条例》第三十七条', 'freight', '货运站是否进行安全检查'],
    ['another item speaks too', '《道路运输条例》第四十三条第一款', 'freight', '是否公布收费标准'],
    ['a second article of a line', '《道路货物运输及站场管理规定》第五十条', 'freight', '是否审验'],
    ['two laws in one line', '《道路货物运输及站场管理规定》第四十六条', 'freight', '货运站是否进行安全检查'],
  ])('are those of the checklist: %s', (_what, article, itemId, words) => {
    expect(wordsOfArticle(article, itemId, LINES)).toBe(words);
  });

  it('are known of what the law on work safety demands of every trade', () => {
    expect(wordsOfArticle('《中华人民共和国安全生产法》第二十八条', 'repair', LINES)).toContain(
      '安全生产教育和培训',
    );
  });

  it.each([
    ['another article of the law', '《道路运输条例》第三条'],
    ['the same number of another law', '《安全生产许可证条例》第四十三条'],
    ['a longer number', '《道路运输条例》第一百三十七条'],
    ['a law without an article', '《道路运输车辆动态监督管理办法》'],
    ['no law at all', '第四十三条'],
  ])('are not made up: %s', (_what, article) => {
    expect(wordsOfArticle(article, 'repair', LINES)).toBeNull();
  });

  it('say nothing where half a checklist stands on the article but its first three lines', () => {
    const many = ['一', '二', '三', '四'].map((text) => ({
      itemId: 'x',
      text,
      legalBasis: '《公路法》第九条',
    }));
    expect(wordsOfArticle('《公路法》第九条', 'x', many)).toBe('一；二；三');
  });
});
