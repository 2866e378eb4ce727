/** @param isChanged published, and then changed: what was published is not what stands here */
export const PublishedText = ({
  published,
  isChanged = false,
}: {
  readonly published: boolean;
  readonly isChanged?: boolean;
}) => {
  if (!published) return <span className="soon-text">未公布</span>;
  return isChanged ? (
    <span className="soon-text">已公布，后有更改</span>
  ) : (
    <span className="done-text">已公布</span>
  );
};
