import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="抽取">{null}</Page>;
