import { nextPhotoName, photoTitle } from '../../../../web/field/rules/photo-names.ts';

const named = (...names: string[]) => names.map((name) => ({ name }));

describe('a photo’s name', () => {
  it('is its number in the visit, whatever the camera called it', () => {
    expect(nextPhotoName([], 'IMG_20210301_0930.JPG')).toBe('照片 1.jpg');
    expect(nextPhotoName(named('照片 1.jpg'), 'image.png')).toBe('照片 2.png');
    expect(nextPhotoName([], 'image')).toBe('照片 1');
  });

  it('is not given twice after one was removed', () => {
    expect(nextPhotoName(named('照片 2.jpg'), 'a.jpg')).toBe('照片 3.jpg');
  });

  it('goes by its place where it was kept under the camera’s name', () => {
    expect(photoTitle({ name: 'IMG_0007.jpg' }, 2)).toBe('照片 3');
    expect(photoTitle({ name: '照片 5.jpg' }, 2)).toBe('照片 5');
    expect(nextPhotoName(named('IMG_1.jpg', 'IMG_2.jpg'), 'a.jpg')).toBe('照片 3.jpg');
  });
});
