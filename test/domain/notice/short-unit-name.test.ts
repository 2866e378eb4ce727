import { shortUnitName } from '../../../domain/notice/short-unit-name.ts';

it.each([
  ['平鲁区宏远货运有限公司', '宏远货运'],
  ['朔州市平鲁区井坪汽车修理厂', '井坪汽车修理厂'],
  [
    '内蒙古自治区呼和浩特市新城区鑫源达危险货物道路运输有限责任公司第三分公司',
    '鑫源达危险货物道路运输第三分公司',
  ],
  // What looks like a region and is a part of the name.
  ['晋商市场服务有限公司', '晋商市场服务'],
  ['中国红旗运输有限公司', '中国红旗运输'],
  ['太原市运输公司', '运输公司'],
  ['王某', '王某'],
  ['晋F12345', '晋F12345'],
])('calls %s %s', (name, short) => {
  expect(shortUnitName(name)).toBe(short);
});
