import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="检查任务">{null}</Page>;
