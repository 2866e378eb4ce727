/** Papers of the drawn test bundles, with names as registers would give them. */
import type { DrawPapers, PaperNames } from '../../../domain/documents/draw-papers.ts';
import { papersOfBundle } from '../../../domain/documents/papers-of-bundle.ts';
import { type BundleChoices, makeBundle } from '../../support/bundle.ts';

export const VERIFY_AT = 'https://inspection.example.gov.cn';

export const papersOf = (choices: BundleChoices = {}): DrawPapers =>
  papersOfBundle(makeBundle(choices).documents, VERIFY_AT);

/** Names every unit that came out and every inspector. */
export const named = (papers: DrawPapers, nameOfUnit: (index: number) => string): DrawPapers => {
  const orders = papers.record?.strata.flatMap(({ order }) => order.map(({ unit }) => unit)) ?? [];
  const teams = papers.record?.assignment.status === 'assigned' ? papers.record.assignment.teams : [];
  const ids = [...new Set(teams.flatMap(({ inspectors }) => inspectors))].sort();
  const names: PaperNames = {
    units: new Map([...new Set(orders)].map((unit, index) => [unit, nameOfUnit(index)])),
    people: new Map(ids.map((id, index) => [id, `检查员${'甲乙丙丁戊己庚辛壬癸子丑'[index]}`])),
    rows: new Map([[1, '道路货物运输经营行为检查']]),
    signers: new Map(
      papers.announcementSignatures.map(({ key_id, role }) => [
        key_id,
        role === 'operator' ? '郑抽取' : '吴监督',
      ]),
    ),
    witness: '陈见证',
    cycle: '2023年第三周期',
    enlargement: null,
    plan: '《2023年度抽查工作计划》（平交发〔2023〕8号）',
  };
  return { ...papers, copy: 'filed', names };
};
