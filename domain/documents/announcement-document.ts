/** The announcement on paper (抽取公告): what is posted before the randomness exists. */
import { announcementHash } from '../draw/announcement.ts';
import type { Block, PrintedDocument } from './document.ts';
import { type DrawPapers, enlargementText } from './draw-papers.ts';
import { checkBlock, commitments, hashName, timeProofText } from './integrity.ts';
import { watermarkOf } from './marks.ts';
import { signersTable } from './people.ts';
import { PURPOSES } from './record-document.ts';
import { sourcesTable } from './sources.ts';
import { announcedTable, exclusionsNote, publishedRules } from './strata.ts';
import { cycleOf, dayOf, dayOfInstant, numberOf, timeOf } from './wording.ts';

const heading = (text: string): Block => ({ kind: 'heading', text });
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** The announced text says what happens; the instant until which the same randomness is waited for stands before it. */
const fallbackText = ({ announcement: { fallback } }: DrawPapers): string =>
  `上述随机数未能按时取得的，只等待同一随机数至${timeOf(fallback.wait_until)}，不得改取其他轮次或者另行选取。${fallback.text.replace(/。?$/, '。')}`;

const people = ({ announcement: { assignment } }: DrawPapers): Block[] => {
  if (assignment === undefined) return [paragraph('本次只抽取检查对象，检查人员另行随机选派。')];
  const { team_size, planned, qualifications } = assignment;
  const needs = qualifications
    .filter((each) => each.needs.length > 0)
    .map(({ row, needs: wanted }) => `第${row}号须具备${wanted.join('、')}资格`);
  return [
    paragraph(
      `每个检查组${team_size}人，从执法检查人员名录库中与检查对象同时随机匹配，有利害关系的依法回避。计划检查时间为${dayOf(planned.from)}至${dayOf(planned.to)}。${
        needs.length === 0 ? '' : `检查组第一人的资格要求：${needs.join('；')}。`
      }`,
    ),
  ];
};

const publicity = ({ announcement }: DrawPapers): string => {
  const { witness_required, sign_off_working_days, otc_commit, reveal_deadline, publish_policy } =
    announcement;
  const witness = witness_required
    ? `抽取由见证人监督，见证人在结果封存后${sign_off_working_days}个工作日内签名确认或者书面提出异议。`
    : '';
  const secret =
    otc_commit === 'none'
      ? ''
      : `抽中名单在检查前保密，一次性密码${reveal_deadline === undefined ? '' : `于${timeOf(reveal_deadline)}前`}公开后，任何人可重新计算全部结果。`;
  return `${publish_policy.replace(/。?$/, '。')}${secret}${witness}`;
};

const FOOTER_DIGITS = 16;

/** An enlargement says for what and why, and who is therefore not on its list. */
const enlarged = (papers: DrawPapers): Block[] => {
  const what = enlargementText(papers);
  if (what === null) return [];
  return [
    paragraph(`本次抽取为扩大抽查：${what}。本周期已抽中的检查对象不再列入抽取名单，另在排除名单中注明。`),
  ];
};

export const announcementDocument = (papers: DrawPapers): PrintedDocument => {
  const { announcement } = papers;
  const hash = announcementHash(announcement);
  const rows = announcement.plan_rows.length;
  return {
    masthead: `${announcement.bureau}公告`,
    title: [`关于${cycleOf(papers)}“双随机、一公开”抽查`, '随机抽取检查对象和执法检查人员的公告'],
    number: `抽取编号：${numberOf(announcement.draw_no)}`,
    watermark: watermarkOf(papers, 'announcement'),
    blocks: [
      paragraph(
        `按照“双随机、一公开”监管工作要求和${papers.names.plan ?? '年度抽查工作计划'}，我局将对${rows}项抽查计划进行随机抽取（${PURPOSES[announcement.purpose]}）。抽取名单、规则和随机数来源在随机数产生之前确定并公告，公告后不再更改。现将有关事项公告如下：`,
      ),
      ...enlarged(papers),
      heading('一、抽取事项和数量'),
      announcedTable(papers),
      ...publishedRules(papers),
      exclusionsNote(papers),
      heading('二、抽取时间和随机数来源'),
      paragraph(
        `随机数按下列次序取得，全部取得后立即依DR-1规则（${hashName(papers)}）计算抽取结果。${
          announcement.sources.some(({ kind }) => kind === 'drand')
            ? `自公告发布至公共随机信标该轮次产生，间隔不少于${announcement.notice_hours}小时。`
            : ''
        }`,
      ),
      sourcesTable(papers),
      heading('三、未能取得随机数的处理'),
      paragraph(fallbackText(papers)),
      heading('四、执法检查人员的选派'),
      ...people(papers),
      heading('五、结果公布和见证'),
      paragraph(publicity(papers)),
      heading('六、名单和规则的承诺值'),
      { kind: 'form', rows: [...commitments(papers), ['发布时间证明', timeProofText(papers)]] },
      checkBlock(papers, 'announcement', hash),
      heading('七、签名'),
      signersTable(papers),
      { kind: 'closing', lines: [announcement.bureau, dayOfInstant(announcement.announced_at)] },
    ],
    footer: `${announcement.draw_no}　公告摘要 ${hash.slice(0, FOOTER_DIGITS)}…`,
    madeAt: announcement.announced_at,
    author: announcement.bureau,
  };
};
