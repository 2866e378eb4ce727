import { Button, Result } from 'antd';
import { Link, useRouteError } from 'react-router';

export const NotFound = () => (
  <Result
    status="404"
    title="没有这个页面"
    extra={
      <Link to="/work">
        <Button type="primary">回到我的工作</Button>
      </Link>
    }
  />
);

/** A fault of ours, or a release that replaced the files of the page one has open. */
export const PageFault = () => {
  const error = useRouteError();
  return (
    <Result
      status="error"
      title="页面出错了"
      subTitle={error instanceof Error ? error.message : '请重新打开本页。'}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          重新打开
        </Button>
      }
    />
  );
};
