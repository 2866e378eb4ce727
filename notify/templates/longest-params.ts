import { NOTICES, type NoticeCode } from '../../domain/notice/catalog.ts';

/** The longest that registers and plans really hold: what an SMS must still fit. */
const LONGEST: Readonly<Record<string, string>> = {
  recipientName: '内蒙古自治区呼和浩特市新城区鑫源达危险货物道路运输有限责任公司第三分公司',
  authorityName: '呼和浩特市新城区交通运输局',
  unitName: '内蒙古自治区呼和浩特市新城区鑫源达危险货物道路运输有限责任公司第三分公司',
  itemNames:
    '对危险货物道路运输企业安全生产责任制落实情况的监督检查、对道路旅客运输经营者的监督检查；对机动车维修经营者的监督检查',
  teamNames: '欧阳建国、司马小红、阿不都热依木·买买提、诸葛明',
  channelNames: '内蒙古自治区双随机一公开监管工作平台、呼和浩特市新城区人民政府政务公开平台',
  cycleName: '2021年第十二周期',
  taskId: 'xincheng-2021-1-000123',
  taskNumber: 'xincheng-2021-1-000123',
  orderNumber: '呼新交责改〔2021〕第000123号',
  drawNumber: 'xincheng-2021-1-draw-0001',
  documentName: '抽取公告',
  signBefore: '2021年12月31日10:00',
  readiness:
    '计划已批准并公示，检查对象名录完整，第12号事项具备资格的执法检查人员不足两人，请补充人员名录后重新核对',
  missing: '计划文号、分管领导签批意见、第六项至第十五项的任务编号和检查范围、对外地单位事项的书面说明',
  waitingFor: '公共随机数来源尚未配置，检查对象名录中第七项缺少统一社会信用代码，执法检查人员名录未更新',
  receiver: '呼和浩特市新城区市场监督管理局综合行政执法大队',
  reason:
    '该单位已于2021年3月办理注销登记，经营场所现由其他单位使用，经现场核实并报分管领导批准，予以调整处理',
  findings: '未按规定建立安全生产管理台账；车辆动态监控记录缺失；从业人员教育培训档案不完整',
  outcome: '第一项、第二项合格，第三项仍不合格，责令继续改正并报送证明材料',
  decision: '不予同意',
  officePhone: '0471-12345678',
  year: '2021',
  phase: 'after',
  workingDays: '33',
  tasks: '30000',
  count: '12',
  basis: '《中华人民共和国安全生产法》第六十五条第一款；经局长办公会议研究并报分管领导批准',
  withFindings: '12345',
  late: '1234',
  overdue: '12',
  code: '386204',
  change:
    '角色已变更：增加起草人、抽取人、公示人、领导小组办公室、分管领导、科室负责人；撤去执法检查人员、系统管理员',
  doneAt: '2021-12-31 10:30',
  doneBy: '阿不都热依木·买买提',
  link: 'A'.repeat(12),
  matter: '责令改正通知书',
  statementKind: '申请检查人员回避',
  receiptNumber: '呼新交收〔2021〕0123号',
  validUntil: '2021年12月31日10:30',
  reminders:
    '结果公示已逾期2个工作日：内蒙古自治区呼和浩特市新城区鑫源达危险货物道路运输有限责任公司（呼新交责改检〔2021〕1-123号），期限2021-12-29\n实地检查还有3个工作日到期：顺达运输有限公司（呼新交责改检〔2021〕1-124号），期限2022-01-06',
};
const LONGEST_DATE = '2021-12-31';

/** Params of a notice, as long as they get. @param authorityName the real one, where it is known: it signs the SMS */
export const longestParams = (code: NoticeCode, authorityName?: string): Record<string, string> => ({
  ...Object.fromEntries(
    [...NOTICES[code], 'recipientName'].map((name) => [name, LONGEST[name] ?? LONGEST_DATE]),
  ),
  ...(authorityName === undefined ? {} : { authorityName }),
});

/** Where a link leads, with a host name as long as a county's gets. */
export const longestLinkAddress = (): string => `https://inspection.xincheng.gov.cn/u/${'x'.repeat(28)}`;
