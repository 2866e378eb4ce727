import type { ItemRow } from '../../../db/registers/items.ts';
import { REPAIR_RULES, ROAD_TRANSPORT, WORK_SAFETY } from '../laws.ts';
import { REPAIR } from '../sections.ts';

/** 机动车维修: the workshop, its work, its surroundings. */
export const REPAIR_ITEM: ItemRow = {
  id: 'repair',
  name: '机动车维修经营活动监督检查',
  kind: 'general',
  unitCategory: REPAIR,
  qualification: REPAIR,
  legalBasis: '《中华人民共和国道路运输条例》第三十七条、第四十三条至第四十五条',
  method: '实地检查',
  sectionId: 'transport',
  published: true,
  lines: [
    {
      part: '备案与条件',
      text: '是否已办理机动车维修经营备案，备案材料真实',
      legalBasis: `${ROAD_TRANSPORT}第三十九条`,
    },
    {
      part: '备案与条件',
      text: '维修场地、设备、设施和技术人员是否符合业务标准',
      legalBasis: `${ROAD_TRANSPORT}第三十七条`,
    },
    {
      part: '备案与条件',
      text: '是否建立健全机动车维修管理制度',
      legalBasis: `${ROAD_TRANSPORT}第三十七条`,
    },
    {
      part: '维修经营',
      text: '是否公布维修工时定额和收费标准，并提供维修费用明细单',
      legalBasis: `${ROAD_TRANSPORT}第四十三条`,
    },
    {
      part: '维修经营',
      text: '是否使用合格配件，无假冒伪劣配件，配件登记可追溯',
      legalBasis: `${ROAD_TRANSPORT}第四十三条`,
    },
    {
      part: '维修经营',
      text: '二级维护、总成修理、整车修理是否进行质量检验并签发合格证',
      legalBasis: `${ROAD_TRANSPORT}第四十四条`,
    },
    {
      part: '维修经营',
      text: '是否实行质量保证期制度',
      legalBasis: `${ROAD_TRANSPORT}第四十四条`,
    },
    {
      part: '维修经营',
      text: '是否无承修报废机动车和擅自改装机动车的行为',
      legalBasis: `${ROAD_TRANSPORT}第四十五条`,
    },
    {
      part: '维修经营',
      text: '维修档案和电子维修记录是否完整',
      legalBasis: `${REPAIR_RULES}`,
    },
    {
      part: '安全与环保',
      text: '是否有必要的环境保护措施，废油、废电池等分类存放',
      legalBasis: `${ROAD_TRANSPORT}第三十七条`,
    },
    {
      part: '安全与环保',
      text: '是否落实安全生产责任制并对从业人员进行安全教育和培训',
      legalBasis: `${WORK_SAFETY}第四条、第二十八条`,
    },
  ],
};
