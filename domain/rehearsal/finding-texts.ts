type FindingText = readonly [text: string, article: string];

/** Where no trade is known by its name: the law on work safety (安全生产法, 2021) binds them all. */
const ANY_TRADE: readonly FindingText[] = [
  ['从业人员安全教育培训记录不全', '《中华人民共和国安全生产法》第二十八条'],
  ['事故隐患排查治理情况未如实记录', '《中华人民共和国安全生产法》第四十一条'],
  ['应急预案未按规定组织演练', '《中华人民共和国安全生产法》第八十一条'],
];

/**
 * What inspectors write of each trade, with an article that binds it; the versions are those of the checklists
 * (tools/synthetic/laws.ts). A trade is known by a word of the unit's category, whatever the register calls it.
 */
const BY_TRADE: readonly { readonly word: RegExp; readonly texts: readonly FindingText[] }[] = [
  {
    word: /旅客|客运/,
    texts: [
      ['车辆未按规定维护，缺少近一次维护记录', '《中华人民共和国道路运输条例》第三十条'],
      ['应急预案未按规定组织演练', '《中华人民共和国道路运输条例》第三十一条'],
      ['部分车辆未随车携带车辆营运证', '《中华人民共和国道路运输条例》第三十三条'],
      ['安全生产责任制落实记录不全', '《中华人民共和国道路运输条例》第八条'],
    ],
  },
  {
    word: /货/,
    texts: [
      ['从业人员安全教育培训记录不全', '《道路货物运输及站场管理规定》第二十一条'],
      ['车辆未按规定维护，缺少近一次维护记录', '《中华人民共和国道路运输条例》第三十条'],
      ['部分重型货车卫星定位装置未正常使用', '《道路货物运输及站场管理规定》第二十二条'],
      ['未制定突发事件道路运输应急预案', '《道路货物运输及站场管理规定》第三十三条'],
    ],
  },
  {
    word: /驾驶员培训|驾校|驾培/,
    texts: [
      ['收费标准和投诉方式未在醒目位置公示', '《机动车驾驶员培训管理规定》第二十六条'],
      ['教学日志和培训记录填写不全', '《机动车驾驶员培训管理规定》第三十二条'],
      ['部分教学车辆档案不齐全', '《机动车驾驶员培训管理规定》第三十六条'],
      ['学员档案不齐全', '《机动车驾驶员培训管理规定》第三十三条'],
    ],
  },
  {
    word: /维修/,
    texts: [
      ['经营场所未公布维修工时定额和收费标准', '《中华人民共和国道路运输条例》第四十三条'],
      ['二级维护竣工未签发维修合格证', '《中华人民共和国道路运输条例》第四十四条'],
      ['废油、废电池未分类存放', '《中华人民共和国道路运输条例》第三十七条'],
      ['从业人员安全教育培训记录不全', '《中华人民共和国安全生产法》第二十八条'],
    ],
  },
  {
    word: /公路|路桥|工程|施工|建设/,
    texts: [
      ['施工现场危险部位安全警示标志设置不规范', '《建设工程安全生产管理条例》第二十八条'],
      ['建筑材料进场检验记录缺专人签字', '《建设工程质量管理条例》第二十九条'],
      ['隐蔽工程质量检查记录不完整', '《建设工程质量管理条例》第三十条'],
      ['个别特种作业人员未能出示操作资格证书', '《建设工程安全生产管理条例》第二十五条'],
    ],
  },
];

/** What may be found at a unit of this category (行业类别). */
export const findingTextsOf = (category: string): readonly FindingText[] =>
  BY_TRADE.find(({ word }) => word.test(category))?.texts ?? ANY_TRADE;
