import { Button, Flex } from 'antd';

/** A list by places: back by a page, on where there is more. @param size how many a page has */
export const PageButtons = ({
  after,
  size,
  more,
  onPage,
}: {
  readonly after: number;
  readonly size: number;
  readonly more: boolean;
  readonly onPage: (after: number) => void;
}) => (
  <Flex gap={8}>
    <Button disabled={after === 0} onClick={() => onPage(Math.max(0, after - size))}>
      上一页
    </Button>
    <Button disabled={!more} onClick={() => onPage(after + size)}>
      下一页
    </Button>
  </Flex>
);
