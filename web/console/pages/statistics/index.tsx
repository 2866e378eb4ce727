import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="统计">{null}</Page>;
