import { Page } from '../../layout/page.tsx';

export const Component = () => <Page title="抽查事项清单">{null}</Page>;
