import type { ItemRow } from '../../../db/registers/items.ts';
import { TRAINING_RULES } from '../laws.ts';
import { TRAINING } from '../sections.ts';

/** 机动车驾驶员培训: the school, its teaching, its vehicles and grounds. */
export const TRAINING_ITEM: ItemRow = {
  id: 'training',
  name: '机动车驾驶员培训企业监督检查',
  kind: 'general',
  unitCategory: TRAINING,
  qualification: TRAINING,
  legalBasis: '《中华人民共和国道路运输条例》第三十八条、第四十六条；《机动车驾驶员培训管理规定》第四十二条',
  method: '实地检查',
  sectionId: 'transport',
  published: true,
  lines: [
    {
      part: '备案与条件',
      text: '是否已办理备案，实际业务与备案事项是否一致',
      legalBasis: `${TRAINING_RULES}第十三条、第二十五条`,
    },
    {
      part: '备案与条件',
      text: '备案事项变更是否在15日内办理变更',
      legalBasis: `${TRAINING_RULES}第十五条`,
    },
    {
      part: '备案与条件',
      text: '是否在醒目位置公示经营项目、收费标准、教练员、投诉方式等',
      legalBasis: `${TRAINING_RULES}第二十六条`,
    },
    {
      part: '备案与条件',
      text: '是否在备案地开展培训，未允许社会车辆以其名义经营',
      legalBasis: `${TRAINING_RULES}第二十八条`,
    },
    {
      part: '教学管理',
      text: '是否与学员签订培训合同',
      legalBasis: `${TRAINING_RULES}第二十七条`,
    },
    {
      part: '教学管理',
      text: '是否按统一教学大纲和学时要求培训，如实填写教学日志和培训记录',
      legalBasis: `${TRAINING_RULES}第二十条、第三十二条`,
    },
    {
      part: '教学管理',
      text: '是否组织结业考核并按规定颁发结业证书',
      legalBasis: `${TRAINING_RULES}第三十二条`,
    },
    {
      part: '教学管理',
      text: '教练员聘用、岗前培训和每年再教育是否符合规定',
      legalBasis: `${TRAINING_RULES}第十九条、第二十一条`,
    },
    {
      part: '教学管理',
      text: '教练员档案、学员档案是否齐全，学员档案保存不少于4年',
      legalBasis: `${TRAINING_RULES}第二十四条、第三十三条`,
    },
    {
      part: '教学车辆与场地',
      text: '教学车辆是否取得牌证、具有统一标识并装有副制动等安全装置',
      legalBasis: `${TRAINING_RULES}第十条、第三十四条`,
    },
    {
      part: '教学车辆与场地',
      text: '教学车辆是否定期维护和检测，车辆档案是否齐全',
      legalBasis: `${TRAINING_RULES}第三十五条、第三十六条`,
    },
    {
      part: '教学车辆与场地',
      text: '是否在备案的教练场地开展基础和场地驾驶培训',
      legalBasis: `${TRAINING_RULES}第三十七条`,
    },
  ],
};
